package trafficinsights.warehouse;

import org.junit.jupiter.api.Test;
import trafficinsights.KnownText;

class FactTargetTest {
    @Test
    void kpiWindowsGoIntoTheSameColumns() {
        FactTarget target = FactTarget.of("KpiWindows").orElseThrow();
        Clock clock = new Clock(false, 0);
        KnownText.check(
                "warehouse.txt",
                target.stage(clock)
                        + "\n"
                        + target.move(clock)
                        + "\n"
                        + String.join(
                                "\n", target.columns().stream().map(Object::toString).toList())
                        + "\n");
    }
}
