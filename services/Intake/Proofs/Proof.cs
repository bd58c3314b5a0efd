using Moderation.ServiceDefaults;

namespace Moderation.Intake.Proofs;

/// <summary>What a browser works on, as ALTCHA's second version has it.</summary>
/// <param name="Parameters">The work.</param>
/// <param name="Signature">HMAC-SHA256 over the parameters as JSON with sorted members, in lower-case hexadecimal.</param>
public sealed record ProofChallenge(ProofParameters Parameters, string Signature);

/// <summary>In the order in which they are signed.</summary>
/// <param name="Algorithm">How a key is derived.</param>
/// <param name="Cost">Rounds of one derivation.</param>
/// <param name="Data">What else is signed.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
/// <param name="KeyLength">Bytes of the derived key.</param>
/// <param name="KeyPrefix">With which the key must begin, in hexadecimal.</param>
/// <param name="Nonce">In hexadecimal; with the counter, from which the key is derived.</param>
/// <param name="Salt">In hexadecimal.</param>
public sealed record ProofParameters(
    string Algorithm,
    int Cost,
    ProofData Data,
    long ExpiresAt,
    int KeyLength,
    string KeyPrefix,
    string Nonce,
    string Salt
);

/// <param name="Article">The one article whose comments it lets in.</param>
public sealed record ProofData(string Article);

/// <param name="Counter">The number that a browser found; 32 bits.</param>
public sealed record ProofSolution(long Counter);

/// <summary>What a browser sends, as JSON in base64.</summary>
public sealed record ProofPayload(ProofChallenge? Challenge, ProofSolution? Solution);

/// <summary>A proof that came with a comment.</summary>
/// <param name="Signature">Of its challenge, which tells it from all others.</param>
/// <param name="ExpiresAt">From then on it is worth nothing.</param>
/// <param name="Fault">What is wrong with it, or null; whether it was used before is not looked at.</param>
public sealed record ProofAnswer(string Signature, DateTimeOffset ExpiresAt, FieldError? Fault);
