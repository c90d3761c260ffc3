/** The icons of kinds of homes and of letting them, drawn as those in icons.ts. */
export const tower = '<path d="M6 20.5V4h9v16.5M15 9h4v11.5M3.5 20.5h17M9 8h3M9 12h3M9 16h3"/>'
export const houses = '<path d="M3.5 20V11l4.5-5 4.5 5v9M12.5 20v-9L17 6l3.5 4.5V20M2.5 20h19M7 20v-4h2.5v4"/>'
export const cottage = '<path d="M4 20v-8l8-6 8 6v8zM17 9.7V5h-2.5v2.9M9.5 20v-5h5v5M2.5 13 12 6l9.5 7"/>'
export const castle = '<path d="M4 20.5V5h3v2.5h3V5h4v2.5h3V5h3v15.5zM9.5 20.5V16a2.5 2.5 0 0 1 5 0v4.5M4 11h16"/>'
export const tent = '<path d="M12 4.5 3 20h18zM12 4.5v5M12 12l-4 8M12 12l4 8M12 4.5 10.5 3M12 4.5 13.5 3"/>'
export const anchor =
  '<circle cx="12" cy="5" r="2"/><path d="M12 7v13.5M8 10.5h8M4.5 13.5c0 4 3.3 7 7.5 7s7.5-3 7.5-7M3 15.5l1.5-2 2 1.5M21 15.5l-1.5-2-2 1.5"/>'
export const bus = '<path d="M3 19V6M3 11h18v8M3 15.5h18M6.5 11V8.5h5V11M12 6V3.5h7V6"/>'
export const door = '<path d="M6 20.5V10a6 6 0 0 1 12 0v10.5zM3.5 20.5h17M14.5 13.5v1.5"/>'
export const pencil = '<path d="M4 20l1-4.5L16 4.5l3.5 3.5-11 11zM13.5 7 17 10.5"/>'
export const pause = '<path d="M9 6v12M15 6v12"/>'
export const camera = '<path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.5"/>'
