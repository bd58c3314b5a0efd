using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Moderation.Intake.Site;

/// <summary>The public key under which a site vouches for its readers.</summary>
public static class ReaderKey
{
    private const int LeastRsaBits = 2048;
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <returns>Null when the text is no public key in PEM, of RSA with 2,048 bits or more, or of the curve P-256.</returns>
    public static SecurityKey? Parse(string? pem)
    {
        if (pem is null || pem.Contains('\0', StringComparison.Ordinal) || pem.Contains("PRIVATE", StringComparison.Ordinal))
            return null;
        if (Imported(RSA.Create(), pem) is { } rsa)
            return rsa.KeySize >= LeastRsaBits ? new RsaSecurityKey(rsa) : null;
        return
            Imported(ECDsa.Create(), pem) is { } ecdsa
            && ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256
            ? new ECDsaSecurityKey(ecdsa)
            : null;
    }

    private static TKey? Imported<TKey>(TKey key, string pem)
        where TKey : AsymmetricAlgorithm
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
