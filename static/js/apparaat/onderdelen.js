// What a page brings along: its own script puts itself here, and start.js, which runs after it, takes it up.
export const parts = {};
