package trafficinsights.analyze.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.TimeWindow;

/// The windows of all requests in order of time, in at most [#MOST_BLOCKS] blocks however many
/// there are: what tells how much a figure usually moves from one stretch of time to the next.
///
/// Threads: one at a time.
final class Course {
    private static final int MOST_BLOCKS = 1_024;

    /// Stretches shorter than the span stand in for it where there are few of its length.
    private static final int[] PARTS = {1, 2, 4, 8};

    private static final int FEWEST_PAIRS = 3;

    /// So many say enough; shorter stretches are not asked then.
    private static final int ENOUGH_PAIRS = 8;

    /// The median of the square of a standard normal.
    private static final double MEDIAN_OF_SQUARE = 0.4549;

    /// A tenth of the squares of a standard normal are larger.
    private static final double TENTH_OF_SQUARE = 2.7055;

    /// Says how far two neighbours are apart, in standard errors of chance.
    @FunctionalInterface
    interface Distance {
        double errors(KpiAccumulator before, KpiAccumulator after, double seconds);
    }

    private record Block(long index, KpiAccumulator measured) {}

    private List<Block> blocks = new ArrayList<>();
    private long blockMicros;

    /// Adds a window, which stays the caller's; in order of time.
    void add(TimeWindow window, KpiAccumulator measured) {
        blockMicros = Math.max(blockMicros, window.lengthMicros());
        append(blocks, Math.floorDiv(window.startMicros(), blockMicros), measured);
        if (blocks.size() > MOST_BLOCKS) {
            blockMicros *= 2;
            List<Block> halved = new ArrayList<>();
            blocks.forEach(b -> append(halved, Math.floorDiv(b.index(), 2), b.measured()));
            blocks = halved;
        }
    }

    private static void append(List<Block> blocks, long index, KpiAccumulator measured) {
        if (!blocks.isEmpty() && blocks.getLast().index() == index) {
            blocks.getLast().measured().merge(measured);
            return;
        }
        if (!blocks.isEmpty()) {
            blocks.getLast().measured().pack();
        }
        blocks.add(new Block(index, measured.copy()));
    }

    /// Mean square of what neighbours of a length are apart, over what chance makes of it: 1 where
    /// the figure moves by chance alone.
    ///
    /// Neighbours of the length itself count as they are. Shorter ones say how much a level
    /// wanders: the excess of a part of `1/j` grows by `j²`, as that of a random walk does. The
    /// smaller of what the median and the upper tenth say: a fault in between moves the tenth, a
    /// rhythm that goes up and down within bounds the median.
    ///
    /// @param courses whose neighbours count together
    static double excess(List<Course> courses, double seconds, Distance distance) {
        double excess = 1;
        for (int parts : PARTS) {
            long length = Math.round(seconds * 1e6 / parts);
            double[] squares =
                    courses.stream()
                            .flatMapToDouble(c -> Arrays.stream(c.squares(length, distance)))
                            .toArray();
            if (squares.length < FEWEST_PAIRS) {
                continue;
            }
            Arrays.sort(squares);
            double usual =
                    Math.min(
                            squares[squares.length / 2] / MEDIAN_OF_SQUARE,
                            squares[(squares.length - 1) * 9 / 10] / TENTH_OF_SQUARE);
            double byChance = parts == 1 ? 1 : 1 + 2 / Math.sqrt(squares.length);
            excess = Math.max(excess, 1 + Math.max(0, usual - byChance) * parts * parts);
            if (squares.length >= ENOUGH_PAIRS) {
                break;
            }
        }
        return excess;
    }

    private double[] squares(long lengthMicros, Distance distance) {
        long together = Math.round((double) lengthMicros / Math.max(1, blockMicros));
        if (together < 1 || blocks.isEmpty()) {
            return new double[0];
        }
        long first = blocks.getFirst().index();
        int stretches = (int) ((blocks.getLast().index() + 1 - first) / together);
        KpiAccumulator[] sums = new KpiAccumulator[Math.min(stretches, MOST_BLOCKS)];
        Arrays.setAll(sums, index -> new KpiAccumulator());
        for (Block block : blocks) {
            long at = (block.index() - first) / together;
            if (at < sums.length) {
                sums[(int) at].merge(block.measured());
            }
        }
        double seconds = together * blockMicros / 1e6;
        double[] squares = new double[Math.max(0, sums.length - 1)];
        for (int i = 0; i < squares.length; i++) {
            double errors = distance.errors(sums[i], sums[i + 1], seconds);
            squares[i] = errors * errors;
        }
        return squares;
    }
}
