package trafficinsights.report.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Up to [#ROWS] consecutive rows, as pieces of batches. One thread fills it, then another reads.
final class RowGroup {
    /// A compromise: larger groups share a dictionary among more rows, smaller ones need less
    /// memory (about 19 MB of batches wait for a group of this size).
    static final int ROWS = 1 << 18;

    private final int ordinal;
    private final Names names;
    private final List<Piece> pieces = new ArrayList<>();
    private int rows;

    private record Piece(RequestBatch batch, int from, int count) {}

    /// @param ordinal in the file, from 0
    RowGroup(int ordinal, Names names) {
        this.ordinal = ordinal;
        this.names = names;
    }

    int ordinal() {
        return ordinal;
    }

    Names names() {
        return names;
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return rows == ROWS;
    }

    /// Takes rows of the batch from `from` on, as many as there is room for, and says how many.
    int add(RequestBatch batch, int from) {
        int count = Math.min(batch.size() - from, ROWS - rows);
        pieces.add(new Piece(batch, from, count));
        rows += count;
        return count;
    }

    void longs(Function<RequestBatch, long[]> column, long[] to) {
        int at = 0;
        for (Piece piece : pieces) {
            System.arraycopy(column.apply(piece.batch), piece.from, to, at, piece.count);
            at += piece.count;
        }
    }

    void shorts(Function<RequestBatch, short[]> column, long[] to) {
        int at = 0;
        for (Piece piece : pieces) {
            short[] values = column.apply(piece.batch);
            for (int i = 0; i < piece.count; i++) {
                to[at + i] = values[piece.from + i];
            }
            at += piece.count;
        }
    }

    void bytes(Function<RequestBatch, byte[]> column, long[] to) {
        int at = 0;
        for (Piece piece : pieces) {
            byte[] values = column.apply(piece.batch);
            for (int i = 0; i < piece.count; i++) {
                to[at + i] = values[piece.from + i];
            }
            at += piece.count;
        }
    }
}
