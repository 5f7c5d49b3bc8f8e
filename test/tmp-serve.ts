import { tcpServer } from './tcp-server.ts'
const s = await tcpServer()
process.stdout.write(s.url('postgres', 'dba 口令', 'postgres') + '\n')
process.on('SIGTERM', () => void s.stop().then(() => process.exit(0)))
setInterval(() => {}, 1000)
