package trafficinsights.serve.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Secret;

/// Hashes of passwords: bcrypt (Provos and Mazières 1999) with 2^11 rounds, about a tenth of a
/// second each. Threads: any.
final class Passwords {
    private static final int LEAST_LENGTH = 10;

    /// bcrypt reads no more.
    private static final int MOST_BYTES = 72;

    private static final int STRENGTH = 11;
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final BCryptPasswordEncoder ENCODER =
            new BCryptPasswordEncoder(STRENGTH, RANDOM);

    /// What the password of an unknown name is compared with, so that it takes as long.
    private static final String NOBODY = ENCODER.encode(random());

    private Passwords() {}

    /// @throws trafficinsights.model.ProblemException when it is too short or too long
    static String hash(Secret password) {
        String text = password.reveal();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.length() < LEAST_LENGTH || bytes > MOST_BYTES) {
            throw Problem.of(
                            "serve.password",
                            "A password has %d characters or more, and %d bytes at most. Choose another one."
                                    .formatted(LEAST_LENGTH, MOST_BYTES))
                    .asException();
        }
        return ENCODER.encode(text);
    }

    static boolean matches(String password, String hash) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && ENCODER.matches(password, hash);
    }

    /// Takes as long as [#matches] and never does.
    static boolean matchesNobody(String password) {
        return matches(password, NOBODY) && password.isEmpty();
    }

    /// 256 random bits, for tokens and keys.
    static String random() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
