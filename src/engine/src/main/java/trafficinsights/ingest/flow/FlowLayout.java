package trafficinsights.ingest.flow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.LineBlock;

/// How a file of flows is written, by its first lines. Immutable.
///
/// @param fields as the product calls them; for lines of fields in their order
/// @param delimiter between fields; 0 for JSON
public record FlowLayout(FlowFormat format, Form form, List<String> fields, char delimiter) {
    /// How flows follow one another.
    public enum Form {
        /// A line each.
        LINES,
        /// A JSON object a line.
        OBJECTS,
        /// Texts in the arrays of a JSON document.
        DOCUMENT
    }

    private static final int LOOKED_AT_LINES = 50;
    private static final int LOOKED_AT_CHARS = 1 << 18;
    private static final Set<String> STATES = Set.of("OK", "NODATA", "SKIPDATA");
    private static final Set<String> ACTIONS = Set.of("ACCEPT", "REJECT", "-");

    /// Names of Amazon's fields that no other table has.
    private static final Set<String> AWS_MARKS =
            Set.of("srcaddr", "dstaddr", "pkt-srcaddr", "pkt-dstaddr");

    /// Parts of names, one of which every header of flows has.
    private static final List<String> MARKS = List.of("srcaddr", "dstaddr", "ipkt", "id.orig_h");

    /// The end of every word of [#STATES].
    private static final List<String> STATE_ENDS = List.of("OK", "DATA");

    /// One of which every line of Amazon's has that can be recognized without its format.
    private static final List<String> AWS_SIGNS = List.of("eni-", "ACCEPT", "REJECT");

    /// A pattern of its own class is compiled only where a line may be of flows.
    private static final class Times {
        static final Pattern ISO =
                Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\S*Z");
    }

    public FlowLayout {
        fields = List.copyOf(fields);
    }

    /// @param block the beginning of a file
    /// @return null where it does not contain flows of a known product
    public static @Nullable FlowLayout of(LineBlock block) {
        int from = block.withoutMark();
        int length = Math.min(block.to - from, LOOKED_AT_CHARS);
        if (length <= 0) {
            return null;
        }
        List<String> lines = lines(block.bytes, from, from + length);
        if (lines.isEmpty()) {
            return null;
        }
        String first = lines.getFirst().strip();
        if (first.startsWith("{") || first.startsWith("[")) {
            return json(new String(block.bytes, from, length, StandardCharsets.UTF_8), first);
        }
        FlowLayout zeek = zeek(lines);
        if (zeek != null) {
            return zeek;
        }
        FlowLayout named = named(first);
        return named != null ? named : awsDefault(lines);
    }

    /// The layout of a flow log's format as Amazon's configuration has it: `${version} ${vpc-id}`.
    ///
    /// @return null for the format of a server
    public static @Nullable FlowLayout ofFormat(String format) {
        String text = format.strip();
        if (!text.startsWith("${")) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        for (String part : text.split("\\s+")) {
            if (!part.matches("\\$\\{[a-z0-9-]+}")) {
                return null;
            }
            fields.add(part.substring(2, part.length() - 1));
        }
        long known = fields.stream().filter(FlowFields::isAws).count();
        boolean isAmazon = known >= 2 || fields.stream().anyMatch(AWS_MARKS::contains);
        return isAmazon ? new FlowLayout(FlowFormat.AWS, Form.LINES, fields, ' ') : null;
    }

    /// Whether most of the first lines have what only flow logs of Amazon have beside one another,
    /// in an order that only their configuration tells: two addresses, and a network interface or
    /// the action and the state of the record.
    ///
    /// @param block the beginning of a file
    public static boolean mayBeAws(LineBlock block) {
        int from = block.withoutMark();
        int length = Math.min(block.to - from, LOOKED_AT_CHARS);
        if (length <= 0) {
            return false;
        }
        List<String> lines = lines(block.bytes, from, from + length);
        return 2 * lines.stream().filter(FlowLayout::mayBeAws).count() > lines.size();
    }

    private static boolean mayBeAws(String line) {
        if (line.indexOf('"') >= 0 || !hasOne(line, AWS_SIGNS)) {
            return false;
        }
        List<String> fields = split(line, ' ');
        boolean isInterface = fields.stream().anyMatch(f -> f.matches("eni-[0-9a-f]{8,17}"));
        boolean isDecided =
                fields.stream().anyMatch(f -> f.equals("ACCEPT") || f.equals("REJECT"))
                        && fields.stream().anyMatch(STATES::contains);
        long addresses = fields.stream().filter(FlowLayout::isAddress).count();
        return (isInterface || isDecided) && addresses >= 2;
    }

    private static boolean isAddress(String field) {
        return field.matches("\\d{1,3}(?:\\.\\d{1,3}){3}")
                || (field.indexOf(':') >= 0 && field.matches("[0-9a-f:]{3,39}"));
    }

    /// The first lines that are not blank. A carriage return alone ends a line as well.
    private static List<String> lines(byte[] b, int from, int to) {
        List<String> lines = new ArrayList<>();
        int at = from;
        while (at < to && lines.size() < LOOKED_AT_LINES) {
            int end = at;
            while (end < to && b[end] != '\n' && b[end] != '\r') {
                end++;
            }
            String line = new String(b, at, end - at, StandardCharsets.UTF_8);
            if (!line.isBlank()) {
                lines.add(line);
            }
            at = end + 1;
        }
        return lines;
    }

    private static @Nullable FlowLayout json(String head, String first) {
        if (head.contains("\"flowTuples\"")) {
            FlowFormat format =
                    head.contains("\"flowRecords\"") ? FlowFormat.AZURE_VNET : FlowFormat.AZURE_NSG;
            return new FlowLayout(format, Form.DOCUMENT, FlowFields.AZURE, (char) 0);
        }
        boolean isConnection =
                first.contains("\"id.orig_h\"")
                        && first.contains("\"conn_state\"")
                        && !first.contains("\"status_code\"");
        return isConnection
                ? new FlowLayout(FlowFormat.ZEEK, Form.OBJECTS, FlowFields.ZEEK, (char) 0)
                : null;
    }

    private static @Nullable FlowLayout zeek(List<String> lines) {
        if (!lines.getFirst().startsWith("#")) {
            return null;
        }
        ZeekHeader header = new ZeekHeader();
        for (String line : lines) {
            if (!line.startsWith("#")) {
                break;
            }
            header.read(line);
        }
        List<String> fields = header.fields();
        return fields.contains("id.orig_h") && fields.contains("conn_state")
                ? new FlowLayout(FlowFormat.ZEEK, Form.LINES, fields, header.separator())
                : null;
    }

    /// A table whose header has a product's names.
    private static @Nullable FlowLayout named(String header) {
        String small = header.toLowerCase(Locale.ROOT);
        if (!hasOne(small, MARKS)) {
            return null;
        }
        char delimiter = header.indexOf(',') >= 0 ? ',' : header.indexOf('\t') >= 0 ? '\t' : ' ';
        List<String> names = split(header, delimiter);
        if (isNfdump(names)) {
            return new FlowLayout(FlowFormat.NFDUMP, Form.LINES, names, delimiter);
        }
        if (names.contains("id.orig_h") && names.contains("conn_state")) {
            return new FlowLayout(FlowFormat.ZEEK, Form.LINES, names, delimiter);
        }
        List<String> amazon =
                names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
        long known =
                amazon.stream()
                        .filter(name -> FlowFields.isAws(name) && !AWS_MARKS.contains(name))
                        .count();
        boolean isAmazon = known >= 2 && amazon.stream().anyMatch(AWS_MARKS::contains);
        return isAmazon ? new FlowLayout(FlowFormat.AWS, Form.LINES, amazon, delimiter) : null;
    }

    /// `sa` and `da`, or `srcAddr` and `dstAddr` of later versions, beside the time; sums of many
    /// flows have one of them at most.
    private static boolean isNfdump(List<String> names) {
        boolean isFormer = names.containsAll(List.of("ts", "sa", "da", "ipkt", "ibyt"));
        return isFormer || names.containsAll(List.of("firstSeen", "srcAddr", "dstAddr", "bytes"));
    }

    private static @Nullable FlowLayout awsDefault(List<String> lines) {
        int fitting = 0;
        for (String line : lines) {
            fitting += isAwsDefault(line) ? 1 : 0;
        }
        return 2 * fitting > lines.size()
                ? new FlowLayout(FlowFormat.AWS, Form.LINES, FlowFields.AWS_DEFAULT, ' ')
                : null;
    }

    private static boolean hasOne(String text, List<String> parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAwsDefault(String line) {
        if (!hasOne(line, STATE_ENDS)) {
            return false;
        }
        List<String> fields = withoutTime(split(line, ' '));
        return fields.size() == FlowFields.AWS_DEFAULT.size()
                && fields.getFirst().matches("\\d{1,2}")
                && STATES.contains(fields.getLast())
                && ACTIONS.contains(fields.get(12))
                && fields.get(10).matches("\\d{9,11}");
    }

    /// The fields behind the time that an export of CloudWatch Logs puts in front of each line.
    static List<String> withoutTime(List<String> fields) {
        String first = fields.getFirst();
        boolean canBeTime = first.length() >= 20 && first.charAt(10) == 'T';
        return canBeTime && fields.size() > 1 && Times.ISO.matcher(first).matches()
                ? fields.subList(1, fields.size())
                : fields;
    }

    /// The fields of a line, without blanks and quotes around them. Blanks that follow one another
    /// are one delimiter.
    static List<String> split(String line, char delimiter) {
        if (line.indexOf('"') >= 0) {
            return quotedFields(line.strip(), delimiter);
        }
        String text = delimiter == ' ' ? line.strip() : line;
        List<String> fields = new ArrayList<>();
        int start = 0;
        int end = text.indexOf(delimiter);
        while (end >= 0) {
            if (delimiter != ' ' || end > start) {
                fields.add(text.substring(start, end).strip());
            }
            start = end + 1;
            end = text.indexOf(delimiter, start);
        }
        fields.add(text.substring(start).strip());
        return fields;
    }

    private static List<String> quotedFields(String text, char delimiter) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == delimiter && !isQuoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
