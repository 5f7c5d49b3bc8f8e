export { InWindow } from '#ui/in-window.tsx'
