// Rust has no word for `import`.
export const load = (url) => import(url);
