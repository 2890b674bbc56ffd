package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Batches with a bit of everything: times out of order and before 1970, unknown latencies and
/// sizes, statuses of every class and none, retries of clients and of the balancer.
final class RandomRequests {
    private final SplittableRandom random;
    final Names names = Names.create();

    RandomRequests(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < 25; i++) {
            names.servers().code("eu-" + i);
            names.regions().code("r" + i / 3);
            names.routes().code("/route/" + i);
        }
    }

    /// @param fromMicros first possible time
    /// @param toMicros behind the last possible time
    List<RequestBatch> batches(int count, int maxRows, long fromMicros, long toMicros) {
        List<RequestBatch> batches = new ArrayList<>();
        long id = 0;
        for (int n = 0; n < count; n++) {
            int rows = random.nextInt(maxRows + 1);
            RequestBatch batch = RequestBatch.allocate(rows + random.nextInt(3), names);
            for (int i = 0; i < rows; i++) {
                fill(batch, i, id++, random.nextLong(fromMicros, toMicros));
            }
            batches.add(batch.withSize(rows));
        }
        return batches;
    }

    private void fill(RequestBatch batch, int i, long id, long epochMicros) {
        int kind = random.nextInt(20);
        boolean isClientRetry = kind == 0 && id > 0;
        boolean isBalancerRepeat = kind == 1;
        batch.epochMicros()[i] = epochMicros;
        batch.requestId()[i] = id;
        batch.firstRequestId()[i] = isClientRetry ? id - 1 : id;
        batch.attempt()[i] = (byte) (isClientRetry || isBalancerRepeat ? 2 + random.nextInt(4) : 1);
        batch.latencyMicros()[i] =
                random.nextInt(12) == 0
                        ? RequestBatch.UNKNOWN
                        : (long) Math.exp(11.5 + 1.6 * random.nextGaussian());
        batch.bytes()[i] =
                random.nextInt(12) == 0 ? RequestBatch.UNKNOWN : random.nextLong(100_000);
        batch.status()[i] = status();
        batch.region()[i] = (short) random.nextInt(names.regions().size());
        batch.server()[i] = (short) random.nextInt(names.servers().size());
        batch.route()[i] = (short) random.nextInt(names.routes().size());
    }

    private short status() {
        int kind = random.nextInt(30);
        return switch (kind) {
            case 0 -> RequestBatch.NO_STATUS;
            case 1 -> (short) random.nextInt(100, 1000);
            case 2, 3 -> (short) random.nextInt(500, 600);
            case 4, 5 -> (short) random.nextInt(400, 500);
            default -> 200;
        };
    }
}
