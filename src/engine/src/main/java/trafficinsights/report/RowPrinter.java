package trafficinsights.report;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;

/// Indents the outer levels of a document and keeps whatever lies in an array on one line each, so
/// that thousands of windows stay readable and can be compared line by line.
final class RowPrinter implements PrettyPrinter {
    private int depth;

    /// Depth at which the outermost array's elements stand; 0 outside of any.
    private int rowDepth;

    /// Hands a new layout to each generator.
    static ObjectWriteContext context() {
        return new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return new RowPrinter();
            }
        };
    }

    @Override
    public void writeRootValueSeparator(JsonGenerator json) {
        json.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator json) {
        json.writeRaw('{');
        depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) {
        if (!isInRow()) {
            newLine(json);
        }
    }

    @Override
    public void writeObjectNameValueSeparator(JsonGenerator json) {
        json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) {
        json.writeRaw(',');
        if (isInRow()) {
            json.writeRaw(' ');
        } else {
            newLine(json);
        }
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) {
        depth--;
        if (entries > 0 && !isInRow()) {
            newLine(json);
        }
        json.writeRaw('}');
        if (depth == 0) {
            json.writeRaw('\n');
        }
    }

    @Override
    public void writeStartArray(JsonGenerator json) {
        json.writeRaw('[');
        depth++;
        if (rowDepth == 0) {
            rowDepth = depth;
        }
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) {
        newLine(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
        json.writeRaw(',');
        newLine(json);
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) {
        if (rowDepth == depth) {
            rowDepth = 0;
        }
        depth--;
        if (values > 0) {
            newLine(json);
        }
        json.writeRaw(']');
    }

    private boolean isInRow() {
        return rowDepth > 0 && depth >= rowDepth;
    }

    private void newLine(JsonGenerator json) {
        json.writeRaw('\n');
        json.writeRaw("  ".repeat(depth));
    }
}
