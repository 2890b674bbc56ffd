package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.NamedProfile;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;

class ProfileFileTest {
    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("below").resolve(ProfileFile.NAME);
    }

    private static NamedProfile lab() {
        return new NamedProfile(
                "lab",
                WarehouseProfile.ofServer("db.example,1444")
                        .withDatabase("Traffic")
                        .withSignIn(SignIn.SQL, "ann")
                        .withEncryption(Encryption.STRICT, true, "sql.example")
                        .withReadOnly(true));
    }

    @Test
    void noFileHoldsNoProfiles() {
        assertThat(ProfileFile.all(file())).isEmpty();
    }

    @Test
    void aProfileComesBackAsItWasPut() {
        ProfileFile.put(file(), "", NamedProfile.ofDefault());
        ProfileFile.put(file(), "", lab());
        assertThat(ProfileFile.all(file())).containsExactly(NamedProfile.ofDefault(), lab());
        assertThat(ProfileFile.read(file(), "LAB")).isEqualTo(lab().profile());
    }

    @Test
    void puttingKeepsCommentsAndTheOtherProfiles() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                "# ours\n[one]\nserver = A\n# why\ndatabase = X\n\n[two]\nserver = B\n# end\n");
        ProfileFile.put(
                file(), "one", new NamedProfile("uno", WarehouseProfile.ofServer("C\\SQL")));
        assertThat(Files.readString(file()))
                .startsWith("# ours\n[uno]\nserver = C\\SQL\n")
                .contains("# why\n", "\n[two]\nserver = B\n# end\n")
                .doesNotContain("[one]", "= A", "= X");
        assertThat(ProfileFile.all(file()))
                .extracting(NamedProfile::name)
                .containsExactly("uno", "two");
    }

    @Test
    void removingTakesOneAndLeavesTheOthers() {
        ProfileFile.put(file(), "", NamedProfile.ofDefault());
        ProfileFile.put(file(), "", lab());
        ProfileFile.remove(file(), "default");
        ProfileFile.remove(file(), "nobody");
        assertThat(ProfileFile.all(file())).containsExactly(lab());
    }

    @Test
    void aNameThatTheFileCouldNotHoldIsRefused() {
        WarehouseProfile profile = lab().profile();
        for (String name : new String[] {"", " lab", "a]b", "a\nb", "Lab"}) {
            assertThatThrownBy(() -> new NamedProfile(name, profile))
                    .isInstanceOf(ProblemException.class);
        }
    }
}
