/** The system's code of an error, such as ENOENT, or "" if it is not one of the system's. */
export const errnoOf = (error: unknown): string =>
	error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** What the system said, for the end of a sentence. */
export const sayError = (error: unknown): string => (error instanceof Error ? error.message : String(error));
