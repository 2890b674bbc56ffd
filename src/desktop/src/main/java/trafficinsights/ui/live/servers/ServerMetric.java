package trafficinsights.ui.live.servers;

import java.util.List;
import trafficinsights.model.Unit;
import trafficinsights.run.base.ServerHistory;

/// A chart of the servers, in the order in which they are shown.
public enum ServerMetric {
    CPU("CPU", Unit.SHARE) {
        @Override
        double[] of(ServerHistory.Series series) {
            return series.cpuUtilization();
        }
    },
    MEMORY("Memory", Unit.SHARE) {
        @Override
        double[] of(ServerHistory.Series series) {
            return series.memoryUtilization();
        }
    },
    CONNECTIONS("Connections", Unit.NUMBER) {
        @Override
        double[] of(ServerHistory.Series series) {
            return series.activeConnections();
        }
    },
    NETWORK_IN("Network in", Unit.BYTES_PER_SECOND) {
        @Override
        double[] of(ServerHistory.Series series) {
            return series.networkInBytesPerSecond();
        }
    },
    NETWORK_OUT("Network out", Unit.BYTES_PER_SECOND) {
        @Override
        double[] of(ServerHistory.Series series) {
            return series.networkOutBytesPerSecond();
        }
    };

    private final String title;
    private final Unit unit;

    ServerMetric(String title, Unit unit) {
        this.title = title;
        this.unit = unit;
    }

    String title() {
        return title;
    }

    Unit unit() {
        return unit;
    }

    /// Its values, of which `NaN` are not known. Nobody changes them.
    abstract double[] of(ServerHistory.Series series);

    /// Whether any server has a value of it.
    boolean isKnown(List<ServerHistory.Series> servers) {
        for (ServerHistory.Series series : servers) {
            for (double value : of(series)) {
                if (!Double.isNaN(value)) {
                    return true;
                }
            }
        }
        return false;
    }
}
