using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Moderation.Intake.Authors;

namespace Moderation.Intake.Proofs;

/// <summary>
/// Work that a browser does once for each comment, in ALTCHA's format: it looks for a number under which a derived key begins
/// with a zero byte. Challenges are signed and stored nowhere.
/// </summary>
public sealed class ProofChallenges(KeyOptions keys, ProofOptions options, TimeProvider time)
{
    private const string Algorithm = "PBKDF2/SHA-256";
    private const string KeyPrefix = "00";
    private const int KeyLength = 32;
    private const int RandomBytes = 16;

    /// <summary>In base64; ours have some 600.</summary>
    private const int MaxPayload = 4_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly byte[] _secret = Encoding.ASCII.GetBytes(SecretOf(keys));

    /// <summary>What signs challenges, as text: ALTCHA's libraries take no bytes.</summary>
    public static string SecretOf(KeyOptions keys) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String(keys.Challenge), "proof"u8));

    public ProofChallenge Make(string articleId)
    {
        var parameters = new ProofParameters(
            Algorithm,
            options.Cost,
            new ProofData(articleId),
            (time.GetUtcNow() + options.Lifetime).ToUnixTimeSeconds(),
            KeyLength,
            KeyPrefix,
            RandomNumberGenerator.GetHexString(2 * RandomBytes, lowercase: true),
            RandomNumberGenerator.GetHexString(2 * RandomBytes, lowercase: true)
        );
        return new(parameters, SignatureOf(parameters));
    }

    /// <param name="payload">As it came.</param>
    /// <param name="articleId">The article under which the comment is sent.</param>
    public ProofAnswer Check(string payload, string articleId)
    {
        if (
            Read(payload) is not { Challenge: { Parameters: { } parameters, Signature: { } signature }, Solution: { } solution }
            || !IsSigned(parameters, signature)
        )
            return new("", default, ProofErrors.Wrong);
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(parameters.ExpiresAt);
        var fault =
            parameters.Data.Article != articleId ? ProofErrors.OtherArticle
            : expiresAt <= time.GetUtcNow() ? ProofErrors.Expired
            : Solves(parameters, solution.Counter) ? null
            : ProofErrors.Wrong;
        return new(signature, expiresAt, fault);
    }

    private static ProofPayload? Read(string payload)
    {
        var json = new byte[payload.Length];
        if (payload.Length > MaxPayload || !Convert.TryFromBase64String(payload, json, out var length))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ProofPayload>(json.AsSpan(0, length), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Solves(ProofParameters parameters, long counter)
    {
        if (counter is < 0 or > uint.MaxValue)
            return false;
        var nonce = Convert.FromHexString(parameters.Nonce);
        var password = new byte[nonce.Length + sizeof(uint)];
        nonce.CopyTo(password, 0);
        BinaryPrimitives.WriteUInt32BigEndian(password.AsSpan(nonce.Length), (uint)counter);
        var key = Rfc2898DeriveBytes.Pbkdf2(
            password,
            Convert.FromHexString(parameters.Salt),
            parameters.Cost,
            HashAlgorithmName.SHA256,
            parameters.KeyLength
        );
        return Convert.ToHexStringLower(key).StartsWith(parameters.KeyPrefix, StringComparison.Ordinal);
    }

    private bool IsSigned(ProofParameters parameters, string signature) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature),
            Encoding.ASCII.GetBytes(SignatureOf(parameters))
        );

    private string SignatureOf(ProofParameters parameters) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_secret, JsonSerializer.SerializeToUtf8Bytes(parameters, Json)));
}
