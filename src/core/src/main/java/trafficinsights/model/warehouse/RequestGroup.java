package trafficinsights.model.warehouse;

import java.util.List;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Requests that go into the warehouse together, completely or not at all: a batch of the ledger.
///
/// @param names of all parts
/// @param parts in any order; read only
public record RequestGroup(Names names, List<RequestBatch> parts) {
    public RequestGroup {
        parts = List.copyOf(parts);
    }

    public long rows() {
        return parts.stream().mapToLong(RequestBatch::size).sum();
    }
}
