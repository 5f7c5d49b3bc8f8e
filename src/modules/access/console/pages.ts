import { lazyView, type Page } from '#ui/page-list.ts'

export const accessPages: readonly Page[] = [
  {
    path: '/access',
    title: '账号管理',
    section: '设置',
    needs: 'access.accounts',
    order: 10,
    view: lazyView(() => import('./accounts.tsx'), 'Accounts'),
    help: {
      lines: [
        '1. 新账号、变更角色或单位：一位管理员申请，另一位管理员复核后生效。',
        '2. 复核新账号时显示一次性密码，只显示这一次；本人首次登录必须修改。',
        '3. 连续5次密码错误锁定15分钟，可以提前解锁；忘记密码的重设密码；换了手机的重设动态码。',
        '4. 停用即时生效，已登录的同时退出；不能停用自己的账号。',
      ],
    },
  },
  {
    path: '/access/units',
    title: '单位与区划',
    section: '设置',
    needs: 'access.units',
    order: 20,
    view: lazyView(() => import('./units.tsx'), 'Units'),
    help: {
      lines: [
        '1. 新建一个县：先导入该县的区划名录（代码和名称，XLSX或CSV），再登记县级单位，然后开账号。',
        '2. 名录先检查，不写入；有问题的行写明行号和原因。',
        '3. 名录、登记、更名、撤销都由一位管理员申请，另一位管理员复核后生效。',
        '4. 还有账号的单位不能撤销。',
      ],
    },
  },
]
