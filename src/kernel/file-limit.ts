/** How large a file may be that is sent in: said by the browser before it sends, and by the server again (screens 5.13). */
export const largestFile = 20 * 1024 * 1024

/** A whole department's list has up to a million rows; only where one is asked for, and only as CSV or XLSX. */
export const largestList = 128 * 1024 * 1024

export const limitText = (largest: number): string => `不超过${largest / 1024 / 1024} MB`
/** '不超过20 MB' */
export const largestFileText = limitText(largestFile)

export const tooLargeText = (name: string, bytes: number, largest = largestFile): string =>
  `“${name}”有${(bytes / 1024 / 1024).toFixed(1)} MB，应${limitText(largest)}。请压缩或分成几个文件`
