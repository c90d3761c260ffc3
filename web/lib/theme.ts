/** Daylight or after dusk; 'auto' follows the device. Saved in a cookie, so that the first paint is right. */
export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const parseTheme = (text: string | undefined | null): Theme => themes.find((theme) => theme === text) ?? 'auto'
