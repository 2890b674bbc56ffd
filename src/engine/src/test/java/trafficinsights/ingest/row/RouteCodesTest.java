package trafficinsights.ingest.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dictionary;

class RouteCodesTest {
    /// What targets are made of, so that ids and things that only look like ids are frequent.
    private static final List<String> PIECES =
            List.of(
                    "/",
                    "/",
                    "users",
                    "7",
                    "1234567",
                    "deadbeefcafe",
                    "deadbeefcaf0",
                    "DEADBEEFCAF09",
                    "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                    "0190b8a1-7c3d-7aaa-8000-1234567890ab",
                    "aaaaaaa-",
                    "v1",
                    "-",
                    ".",
                    "é",
                    "x".repeat(60),
                    "?",
                    "#",
                    "?q=1/2",
                    "http://host/",
                    ":id");

    private final Dictionary names = new Dictionary("route", 100_000);
    private final RouteCodes codes = new RouteCodes(names, StandardCharsets.UTF_8);

    @Test
    void anyTargetHasTheRouteThatTheExpressionsGive() {
        Random random = new Random(99);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder target = new StringBuilder(random.nextInt(8) == 0 ? "" : "/");
            int pieces = 1 + random.nextInt(9);
            for (int p = 0; p < pieces; p++) {
                target.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertThat(route(target.toString()))
                    .as(target.toString())
                    .isEqualTo(RouteNames.routeOf(path(target.toString())));
        }
    }

    @Test
    void aMillionIdsAreOneRoute() {
        for (int id = 0; id < 1_000_000; id++) {
            route("/api/items/" + id + "?page=" + id);
        }

        assertThat(names.texts()).containsExactly(Dictionary.NONE, "/api/items/:id");
    }

    /// Puts a target between bytes that would mislead a reader who looks past its ends.
    private String route(String target) {
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        byte[] line = new byte[bytes.length + 12];
        Arrays.fill(line, (byte) '9');
        System.arraycopy(bytes, 0, line, 2, bytes.length);
        return names.text(codes.code(line, 2, 2 + bytes.length));
    }

    private static String path(String target) {
        return target.split("[?#]", 2)[0];
    }
}
