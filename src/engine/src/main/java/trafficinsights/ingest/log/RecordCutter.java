package trafficinsights.ingest.log;

import java.util.Arrays;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.LineBlock;

/// Moves the end of each block of lines to the end of a record, and what is left over to the front
/// of the next. The blocks of one file come in order. Threads: one at a time.
final class RecordCutter {
    private final RecordEnds records;
    private byte[] carry = new byte[0];
    private long carryOffset;

    RecordCutter(RecordEnds records) {
        this.records = records;
    }

    boolean hasCarry() {
        return carry.length > 0;
    }

    /// Whether the block ends behind a record.
    boolean endsWhole(LineBlock block) {
        return records.wholeRecordsEnd(block.bytes, block.from, block.to) == block.to;
    }

    /// @param isLast whether nothing comes behind the block. A block that ends inside a line, too,
    ///   is given out as it is: the rest of that line does not come, or not as its rest.
    void cut(LineBlock block, boolean isLast) {
        putCarryInFront(block);
        boolean isCutLine = block.to > block.from && block.bytes[block.to - 1] != '\n';
        if (isLast || isCutLine) {
            return;
        }
        int start = block.withoutMark();
        int end = records.wholeRecordsEnd(block.bytes, start, block.to);
        if (end < block.to) {
            carry = Arrays.copyOfRange(block.bytes, end, block.to);
            carryOffset = block.offset + end - block.from;
            block.to = end;
        }
    }

    private void putCarryInFront(LineBlock block) {
        if (carry.length == 0) {
            return;
        }
        int length = block.to - block.from;
        byte[] both =
                new byte[Math.max(block.bytes.length, carry.length + length + LineBlock.SLACK)];
        System.arraycopy(carry, 0, both, 0, carry.length);
        System.arraycopy(block.bytes, block.from, both, carry.length, length);
        block.bytes = both;
        block.from = 0;
        block.to = carry.length + length;
        block.offset = carryOffset;
        carry = new byte[0];
    }
}
