// src/bundle/segment-tasks.ts
/** A task for each segment of a bundle, in order. */
function segmentTasks(file, { segments, entries }) {
	const bySegment = Map.groupBy(entries, ({ segment }) => segment);
	return segments.map((segment, index) => ({
		file,
		index,
		segment,
		entries: bySegment.get(index) ?? []
	}));
}
export { segmentTasks as t };
