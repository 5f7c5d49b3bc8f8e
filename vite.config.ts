/** The console's screens: one chunk per page, drawings apart, and a report of what the browser must fetch first. */
import { join } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const firstLoadLimit = 500_000

/** Fails the build when the first load grows beyond what a township's line carries well. */
function firstLoad(): Plugin {
  return {
    name: 'first-load',
    writeBundle(_, bundle) {
      const sizes = new Map<string, number>()
      const first = new Set<string>()
      for (const [name, output] of Object.entries(bundle)) {
        const source = output.type === 'chunk' ? output.code : output.source
        sizes.set(name, gzipSync(source).byteLength)
        if (name.endsWith('.css')) first.add(name)
        if (output.type === 'chunk' && output.isEntry) for (const each of [name, ...output.imports]) first.add(each)
      }
      for (const name of first) {
        const output = bundle[name]
        if (output?.type === 'chunk') for (const each of output.imports) first.add(each)
      }
      const total = [...first].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0)
      for (const [name, size] of [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 12))
        process.stdout.write(`${first.has(name) ? 'first' : 'later'}  ${(size / 1000).toFixed(1)} kB gz  ${name}\n`)
      process.stdout.write(`first load ${(total / 1000).toFixed(1)} kB gz of ${firstLoadLimit / 1000} kB\n`)
      if (total > firstLoadLimit) this.error('the first load is over its limit')
    },
  }
}

/** Each text a second and third time, compressed: the server sends what the browser understands and computes nothing. */
function compressed(): Plugin {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  return {
    name: 'compressed',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /^assets\/.*\.(js|css|svg)$/.test(each))) {
        const bytes = readFileSync(join(dir, name))
        writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }))
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes, brotli))
      }
    },
  }
}

export default defineConfig({
  root: join(import.meta.dirname, 'src/apps/console'),
  base: '/',
  cacheDir: join(import.meta.dirname, '.vite/console'),
  plugins: [react(), firstLoad(), compressed()],
  build: {
    outDir: join(import.meta.dirname, 'dist/console'),
    emptyOutDir: true,
    target: 'es2023',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // check-words.ts must run before any schema is made.
        strictExecutionOrder: true,
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
