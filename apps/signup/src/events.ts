/** Signup neither hears nor says: it asks, over HTTP, and `customers` says what came of it. */
export {};
