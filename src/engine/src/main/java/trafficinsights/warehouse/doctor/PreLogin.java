package trafficinsights.warehouse.doctor;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The first exchange of TDS (MS-TDS 2.2.6.5): which version the server is, and whether it
/// encrypts.
///
/// @param version as `16.0.1000`
/// @param encryption what the server said
record PreLogin(String version, int encryption) {
    static final int PACKET = 0x12;
    static final int REPLY = 0x04;
    static final int ENCRYPT_OFF = 0;
    static final int ENCRYPT_ON = 1;
    static final int ENCRYPT_NOT_SUPPORTED = 2;
    static final int ENCRYPT_REQUIRED = 3;

    private static final int HEADER = 8;
    private static final int LAST = 1;
    private static final int OPTION_VERSION = 0;
    private static final int OPTION_ENCRYPTION = 1;
    private static final int TERMINATOR = 0xff;
    private static final int LARGEST = 32_767;

    /// Something answered that is not a SQL Server.
    static final class ForeignAnswer extends IOException {
        private static final long serialVersionUID = 1;

        ForeignAnswer(String shown) {
            super(shown);
        }
    }

    /// @throws ForeignAnswer when what answers does not speak TDS
    static PreLogin exchange(InputStream in, OutputStream out) throws IOException {
        send(out, PACKET, question());
        return read(packet(in));
    }

    private static byte[] question() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        int options = 2 * 5 + 1;
        data.writeByte(OPTION_VERSION);
        data.writeShort(options);
        data.writeShort(6);
        data.writeByte(OPTION_ENCRYPTION);
        data.writeShort(options + 6);
        data.writeShort(1);
        data.writeByte(TERMINATOR);
        data.writeInt(0x0d_06_00_02);
        data.writeShort(0);
        data.writeByte(ENCRYPT_ON);
        return bytes.toByteArray();
    }

    static void send(OutputStream out, int type, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte(type);
        data.writeByte(LAST);
        data.writeShort(HEADER + payload.length);
        data.writeInt(0);
        data.write(payload);
        out.write(bytes.toByteArray());
        out.flush();
    }

    /// The payload of the next packet.
    static byte[] packet(InputStream in) throws IOException {
        byte[] header = new byte[HEADER];
        int first = in.read();
        if (first < 0) {
            throw new EOFException("closed");
        }
        if (first != REPLY && first != PACKET) {
            throw new ForeignAnswer(shown(first, in));
        }
        header[0] = (byte) first;
        DataInputStream data = new DataInputStream(in);
        data.readFully(header, 1, HEADER - 1);
        int length = ((header[2] & 0xff) << 8) | (header[3] & 0xff);
        if (length < HEADER || length > LARGEST) {
            throw new ForeignAnswer("a packet of " + length + " bytes");
        }
        byte[] payload = new byte[length - HEADER];
        data.readFully(payload);
        return payload;
    }

    private static String shown(int first, InputStream in) throws IOException {
        byte[] more = new byte[60];
        int count = Math.max(0, in.read(more, 0, Math.min(more.length, in.available())));
        String text = (char) first + new String(more, 0, count, StandardCharsets.ISO_8859_1);
        return text.replaceAll("[^\\x20-\\x7e]", "?").strip();
    }

    private static PreLogin read(byte[] payload) throws IOException {
        String version = "";
        int encryption = -1;
        for (int at = 0; at < payload.length && (payload[at] & 0xff) != TERMINATOR; at += 5) {
            int offset = at + 4 < payload.length ? two(payload, at + 1) : payload.length;
            if (offset >= payload.length) {
                throw new ForeignAnswer("an answer that ends too early");
            }
            if (payload[at] == OPTION_VERSION && offset + 4 <= payload.length) {
                version =
                        "%d.%d.%d"
                                .formatted(
                                        payload[offset] & 0xff,
                                        payload[offset + 1] & 0xff,
                                        two(payload, offset + 2));
            } else if (payload[at] == OPTION_ENCRYPTION) {
                encryption = payload[offset] & 0xff;
            }
        }
        if (encryption < 0) {
            throw new ForeignAnswer("an answer without what is needed");
        }
        return new PreLogin(version, encryption);
    }

    private static int two(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    boolean canEncrypt() {
        return encryption != ENCRYPT_NOT_SUPPORTED;
    }
}
