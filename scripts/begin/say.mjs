/** Everything said here goes to stderr: stdout belongs to the program that was asked for. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** One line that says what to type, and the end. */
export function giveUp(line) {
  say(line)
  process.exit(1)
}
