package trafficinsights.warehouse;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;

/// One batch as a file: a header, then its columns packed, then their CRC-32. A file that is not
/// whole is told from one that is.
final class OutboxFile {
    private static final long MAGIC = 0x5449_4f42_0000_0001L;
    private static final int BUFFER = 1 << 16;

    /// What a file holds.
    sealed interface Content {
        record Requests(RequestGroup group) implements Content {}

        record Facts(List<FactTable> tables) implements Content {}
    }

    record Entry(RunHeader run, String key, Content content) {}

    private OutboxFile() {}

    static void write(Path file, Entry entry) throws IOException {
        try (OutputStream raw = Files.newOutputStream(file)) {
            Deflater deflater = new Deflater(Deflater.BEST_SPEED);
            CheckedOutputStream checked =
                    new CheckedOutputStream(
                            new BufferedOutputStream(
                                    new DeflaterOutputStream(raw, deflater, BUFFER), BUFFER),
                            new CRC32());
            DataOutputStream out = new DataOutputStream(checked);
            out.writeLong(MAGIC);
            text(out, entry.run.key());
            text(out, entry.run.title());
            out.writeLong(entry.run.requests());
            text(out, entry.key);
            switch (entry.content) {
                case Content.Requests(RequestGroup group) -> {
                    out.writeByte(0);
                    requests(out, group);
                }
                case Content.Facts(List<FactTable> tables) -> {
                    out.writeByte(1);
                    facts(out, tables);
                }
            }
            out.writeLong(checked.getChecksum().getValue());
            out.close();
            deflater.end();
        }
    }

    private static void requests(DataOutputStream out, RequestGroup group) throws IOException {
        Names names = group.names();
        for (Dictionary dictionary : dictionaries(names)) {
            List<String> texts = dictionary.texts();
            out.writeInt(texts.size());
            for (String text : texts) {
                text(out, text);
            }
        }
        out.writeInt(group.parts().size());
        for (RequestBatch b : group.parts()) {
            out.writeInt(b.size());
            for (long[] column : longs(b)) {
                for (int i = 0; i < b.size(); i++) {
                    out.writeLong(column[i]);
                }
            }
            for (short[] column : shorts(b)) {
                for (int i = 0; i < b.size(); i++) {
                    out.writeShort(column[i]);
                }
            }
            for (byte[] column : bytes(b)) {
                out.write(column, 0, b.size());
            }
        }
    }

    private static List<Dictionary> dictionaries(Names names) {
        return List.of(
                names.regions(),
                names.servers(),
                names.methods(),
                names.routes(),
                names.scenarios(),
                names.clients());
    }

    private static List<long[]> longs(RequestBatch b) {
        return List.of(
                b.epochMicros(),
                b.requestId(),
                b.firstRequestId(),
                b.clientId(),
                b.latencyMicros(),
                b.bytes());
    }

    private static List<short[]> shorts(RequestBatch b) {
        return List.of(b.region(), b.server(), b.route(), b.status());
    }

    private static List<byte[]> bytes(RequestBatch b) {
        return List.of(b.method(), b.attempt(), b.scenario());
    }

    private static void facts(DataOutputStream out, List<FactTable> tables) throws IOException {
        out.writeInt(tables.size());
        for (FactTable table : tables) {
            text(out, table.name());
            out.writeInt(table.rows());
            out.writeInt(table.columns().size());
            for (FactColumn column : table.columns()) {
                text(out, column.name());
                column(out, column, table.rows());
            }
        }
    }

    private static void column(DataOutputStream out, FactColumn column, int rows)
            throws IOException {
        switch (column) {
            case FactColumn.Text(String _, String[] values) -> {
                out.writeByte(0);
                for (int i = 0; i < rows; i++) {
                    text(out, values[i]);
                }
            }
            case FactColumn.Whole(String _, long[] values) -> {
                out.writeByte(1);
                for (int i = 0; i < rows; i++) {
                    out.writeLong(values[i]);
                }
            }
            case FactColumn.Fraction(String _, double[] values) -> {
                out.writeByte(2);
                for (int i = 0; i < rows; i++) {
                    out.writeDouble(values[i]);
                }
            }
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// @throws IOException also when the file is not whole
    static Entry read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            CheckedInputStream checked =
                    new CheckedInputStream(
                            new BufferedInputStream(new InflaterInputStream(raw), BUFFER),
                            new CRC32());
            DataInputStream in = new DataInputStream(checked);
            if (in.readLong() != MAGIC) {
                throw new IOException("not a batch of an outbox: " + file);
            }
            RunHeader run = new RunHeader(text(in), text(in), in.readLong());
            String key = text(in);
            Content content =
                    in.readByte() == 0
                            ? new Content.Requests(requests(in))
                            : new Content.Facts(facts(in));
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum) {
                throw new IOException("a batch of an outbox is damaged: " + file);
            }
            return new Entry(run, key, content);
        } catch (IllegalArgumentException | NegativeArraySizeException e) {
            throw new IOException("a batch of an outbox is damaged: " + file, e);
        }
    }

    private static RequestGroup requests(DataInputStream in) throws IOException {
        Names names = Names.create();
        for (Dictionary dictionary : dictionaries(names)) {
            int size = in.readInt();
            for (int code = 0; code < size; code++) {
                String text = text(in);
                // A dictionary gives codes in order, so each text gets the one that it had.
                if (dictionary.code(text) != code) {
                    throw new IOException("a dictionary of an outbox is damaged");
                }
            }
        }
        int count = in.readInt();
        List<RequestBatch> parts = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            parts.add(part(in, names));
        }
        return new RequestGroup(names, parts);
    }

    private static RequestBatch part(DataInputStream in, Names names) throws IOException {
        int size = in.readInt();
        RequestBatch b = RequestBatch.allocate(size, names).withSize(size);
        for (long[] column : longs(b)) {
            for (int i = 0; i < size; i++) {
                column[i] = in.readLong();
            }
        }
        for (short[] column : shorts(b)) {
            for (int i = 0; i < size; i++) {
                column[i] = in.readShort();
            }
        }
        for (byte[] column : bytes(b)) {
            in.readFully(column);
        }
        return b;
    }

    private static List<FactTable> facts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<FactTable> tables = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            String name = text(in);
            int rows = in.readInt();
            int columns = in.readInt();
            List<FactColumn> list = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                list.add(column(in, text(in), rows));
            }
            tables.add(new FactTable(name, rows, list));
        }
        return tables;
    }

    private static FactColumn column(DataInputStream in, String name, int rows) throws IOException {
        return switch (in.readByte()) {
            case 0 -> {
                String[] values = new String[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = text(in);
                }
                yield new FactColumn.Text(name, values);
            }
            case 1 -> {
                long[] values = new long[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = in.readLong();
                }
                yield new FactColumn.Whole(name, values);
            }
            case 2 -> {
                double[] values = new double[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = in.readDouble();
                }
                yield new FactColumn.Fraction(name, values);
            }
            default -> throw new IOException("a batch of an outbox has an unknown column");
        };
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
