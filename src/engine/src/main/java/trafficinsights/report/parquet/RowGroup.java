package trafficinsights.report.parquet;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;

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

    /// Copies a column of all rows.
    void copy(RequestColumn column, long[] to) {
        int at = 0;
        for (Piece piece : pieces) {
            copy(column.array(piece.batch), piece, to, at);
            at += piece.count;
        }
    }

    private static void copy(Object values, Piece piece, long[] to, int at) {
        if (values instanceof long[] longs) {
            System.arraycopy(longs, piece.from, to, at, piece.count);
        } else if (values instanceof short[] shorts) {
            for (int i = 0; i < piece.count; i++) {
                to[at + i] = shorts[piece.from + i];
            }
        } else {
            byte[] bytes = (byte[]) values;
            for (int i = 0; i < piece.count; i++) {
                to[at + i] = bytes[piece.from + i];
            }
        }
    }
}
