import { For } from "solid-js";
import { Icon, type IconName } from "../controls/icon.tsx";
import { PLACES, type Place } from "../desk.ts";
import { usePanel } from "../panel.ts";

const names: Readonly<Record<Place, { readonly says: string; readonly icon: IconName }>> = {
	chain: { says: "Chain", icon: "chain" },
	bay: { says: "Bay", icon: "bay" },
	print: { says: "Print", icon: "print" },
	session: { says: "Session", icon: "session" },
	studio: { says: "Studio", icon: "studio" },
};

/** The places: beside the strip on a tablet, at the bottom on a phone. */
export const PlaceTabs = () => {
	const { desk } = usePanel();
	return (
		<nav class="places" aria-label="Places">
			<For each={PLACES}>
				{(place) => (
					<a href={`#${place}`} aria-current={desk.place() === place ? "page" : undefined}>
						<Icon name={names[place].icon} />
						<span>{names[place].says}</span>
					</a>
				)}
			</For>
		</nav>
	);
};
