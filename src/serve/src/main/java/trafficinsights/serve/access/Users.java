package trafficinsights.serve.access;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import trafficinsights.model.ProblemException;

/// Users at work: checks passwords, tokens and sessions against a file that may change meanwhile.
///
/// A session is a signed text that the viewer keeps; nothing of it is kept here, so that any server
/// with the same file accepts it. It ends after twelve hours, and when the user's password changes
/// or the user is removed. Threads: any.
public final class Users {
    public static final Duration SESSION = Duration.ofHours(12);

    private static final System.Logger LOG = System.getLogger(Users.class.getName());
    private static final long CHECK_NANOS = 1_000_000_000L;
    private static final String ALGORITHM = "HmacSHA256";

    /// Passwords that are checked at a time: a check takes a core for a tenth of a second.
    private static final int MOST_CHECKS = 1;

    private final Path file;
    private final Clock clock;
    private final Semaphore checking = new Semaphore(MOST_CHECKS);
    private UserFile read;
    private FileTime changed;
    private long checkedNanos = System.nanoTime();

    /// @throws ProblemException when the file cannot be read
    public Users(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.read = UserFile.read(file);
        this.changed = changedAt();
    }

    private FileTime changedAt() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /// As the file is now; as it was, where it cannot be read.
    private synchronized UserFile now() {
        if (System.nanoTime() - checkedNanos > CHECK_NANOS) {
            checkedNanos = System.nanoTime();
            FileTime newest = changedAt();
            if (!newest.equals(changed)) {
                changed = newest;
                try {
                    read = UserFile.read(file);
                } catch (ProblemException e) {
                    LOG.log(Level.WARNING, e.problem().userMessage());
                }
            }
        }
        return read;
    }

    /// @return a new session; empty where name or password is wrong
    public Optional<String> signIn(String name, String password) throws InterruptedException {
        Optional<UserFile.Entry> user = now().user(name);
        checking.acquire();
        try {
            boolean isRight =
                    user.isPresent()
                            ? Passwords.matches(password, user.get().hash())
                            : Passwords.matchesNobody(password);
            return isRight ? user.map(this::session) : Optional.empty();
        } finally {
            checking.release();
        }
    }

    private String session(UserFile.Entry user) {
        long end = clock.instant().plus(SESSION).getEpochSecond();
        String text = user.name() + "|" + end;
        return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(text.getBytes(StandardCharsets.UTF_8))
                + "."
                + signature(text, user);
    }

    private String signature(String text, UserFile.Entry user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(now().key().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signed =
                    mac.doFinal((text + "|" + user.hash()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whose session it is; empty for one that has ended, or that was not signed here.
    public Optional<Viewer> ofSession(String session) {
        int dot = session.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String text;
        try {
            text =
                    new String(
                            Base64.getUrlDecoder().decode(session.substring(0, dot)),
                            StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int bar = text.lastIndexOf('|');
        if (bar < 0 || !text.substring(bar + 1).matches("\\d{1,15}")) {
            return Optional.empty();
        }
        long end = Long.parseLong(text.substring(bar + 1));
        return now().user(text.substring(0, bar))
                .filter(user -> UserFile.isSame(signature(text, user), session.substring(dot + 1)))
                .filter(_ -> clock.instant().getEpochSecond() < end)
                .map(Users::viewer);
    }

    public Optional<Viewer> ofToken(String token) {
        return now().ofToken(token).map(Users::viewer);
    }

    /// A user that a trusted proxy has signed in.
    public Optional<Viewer> ofName(String name) {
        return now().user(name).map(Users::viewer);
    }

    private static Viewer viewer(UserFile.Entry entry) {
        return new Viewer(entry.name(), entry.role());
    }
}
