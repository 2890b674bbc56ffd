package trafficinsights.ingest.row;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import trafficinsights.model.Reject;

/// What a block of lines turned out to hold.
///
/// @param sequence ordinal of the block in the run, in the order of the input, without gaps
/// @param fileIndex which of the inputs it belongs to
/// @param lines in the block
/// @param verdicts of its lines
public record ParsedBlock(
        long sequence,
        int fileIndex,
        long lines,
        VerdictCounts verdicts,
        List<LocalReject> localRejects) {

    /// A line that could not be read; its number counts within the block.
    ///
    /// @param cause in words; more than the verdict's own where the format has columns
    public record LocalReject(long lineInBlock, LineVerdict verdict, String cause, String text) {}

    /// The rejected lines with their numbers in the file.
    ///
    /// @param source name of the file
    /// @param linesBefore lines of the file in front of this block
    public List<Reject> rejects(String source, long linesBefore) {
        List<Reject> rejects = new ArrayList<>(localRejects.size());
        for (LocalReject reject : localRejects) {
            rejects.add(
                    new Reject(
                            source,
                            linesBefore + reject.lineInBlock(),
                            reject.cause(),
                            reject.text()));
        }
        return rejects;
    }

    /// The same with where its rejects came from, where a source knows more than a line number.
    ///
    /// @param placeOf a line of the block, from 1; empty where its number says it
    public ParsedBlock withPlaces(LongFunction<String> placeOf) {
        if (localRejects.isEmpty()
                || placeOf.apply(localRejects.getFirst().lineInBlock()).isEmpty()) {
            return this;
        }
        List<LocalReject> placed =
                localRejects.stream()
                        .map(reject ->
                                new LocalReject(
                                        reject.lineInBlock(),
                                        reject.verdict(),
                                        "%s (%s)"
                                                .formatted(
                                                        reject.cause(),
                                                        placeOf.apply(reject.lineInBlock())),
                                        reject.text()))
                        .toList();
        return new ParsedBlock(sequence, fileIndex, lines, verdicts, placed);
    }
}
