/** How large a file may be that is sent in: said by the browser before it sends, and by the server again (screens 5.13). */
export const largestFile = 20 * 1024 * 1024

/** '不超过20 MB' */
export const largestFileText = `不超过${largestFile / 1024 / 1024} MB`

export const tooLargeText = (name: string, bytes: number): string =>
  `“${name}”有${(bytes / 1024 / 1024).toFixed(1)} MB，应${largestFileText}。请压缩或分成几个文件`
