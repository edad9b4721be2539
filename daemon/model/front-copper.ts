import { type Behind, behindOf, type PortNets } from "#model/copper/behind.ts";
import { type Net, netsJoined, type Socket } from "#model/copper/copper.ts";
import type { Handling } from "#model/copper/joint.ts";
import { type PortId, perStudio, portIdsOf } from "./studio.ts";

/** What is soldered behind the jacks as copper joins it: through cables and boxes at rest, but through no normal. */
export type BackCopper = {
	readonly earth: Net;
	readonly sockets: ReadonlyMap<string, Socket>;
	readonly netOf: (contact: string) => Net;
	readonly netAt: Behind["netAt"];
	readonly ports: ReadonlyMap<PortId, PortNets>;
	readonly portsOn: (net: Net) => readonly PortId[];
};

/** Nobody has plugged anything or thrown a switch. */
const atRest: Handling = { plugged: new Set(), settings: {} };

/** The back of the studio, worked out once: all that lies between two jacks in front and is no cord and no normal. */
export const backCopper = perStudio((studio): BackCopper => {
	const behind = behindOf(studio);
	const { root, joinAll } = netsJoined(behind.size);
	for (const { cores } of behind.stretches) cores.forEach(joinAll);
	for (const { unit, pairs, isClosed } of behind.joints)
		if (unit !== undefined && isClosed(atRest)) pairs.forEach(joinAll);
	const ports = new Map(
		portIdsOf(studio).flatMap((id): [PortId, PortNets][] => {
			const nets = behind.ports.get(id)?.nets;
			if (!nets) return [];
			return [[id, { hot: root(nets.hot), cold: root(nets.cold), screen: root(nets.screen) }]];
		}),
	);
	const on = new Map<Net, PortId[]>();
	for (const [id, { hot, cold }] of ports)
		for (const net of new Set([hot, cold])) {
			const list = on.get(net);
			if (list) list.push(id);
			else on.set(net, [id]);
		}
	const none: readonly PortId[] = [];
	return {
		earth: root(behind.earth),
		sockets: behind.sockets,
		netOf: (contact) => root(behind.netOf(contact)),
		netAt: (socket, contact) => root(behind.netAt(socket, contact)),
		ports,
		portsOn: (net) => on.get(net) ?? none,
	};
});
