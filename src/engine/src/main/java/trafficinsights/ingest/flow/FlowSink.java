package trafficinsights.ingest.flow;

import java.util.List;
import trafficinsights.ingest.flow.FlowFields.Own;

/// Takes what a file of flows holds, in its order. Threads: one.
interface FlowSink {
    /// @param own the product's columns, behind the common ones in the cells
    /// @param number of the line, or of the tuple in a JSON document, from 1
    void flow(List<Own> own, FlowCells cells, long number, String text);

    /// A line, or a tuple, that could not be read.
    void reject(long number, String cause, String text);

    /// A line of the format that is not a flow.
    void other();

    /// A field that the table does not have, because the first lines do not name it.
    void unknownField(String name);
}
