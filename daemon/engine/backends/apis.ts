/** RtAudio's numbers for its interfaces; the package's own enums vanish when types are stripped. */
export const API_NUMBERS = {
	any: 0,
	CoreAudio: 1,
	ALSA: 2,
	JACK: 3,
	PulseAudio: 4,
	ASIO: 6,
	WASAPI: 7,
} as const;
export const APIS = ["any", "CoreAudio", "ALSA", "JACK", "PulseAudio", "ASIO", "WASAPI"] as const;
export type Api = (typeof APIS)[number];
