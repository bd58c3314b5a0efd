using Moderation.Intake.Authors;

namespace Moderation.Intake.Site;

/// <summary>
/// What a site's server signs its requests with: derived from the id of one of its keys under <c>Keys:Author</c>, so that it is
/// stored nowhere, ends with the key, and is exchanged as the key is.
/// </summary>
public static class SigningSecret
{
    /// <returns>32 bytes.</returns>
    public static byte[] Of(AuthorKeyDerivation keys, Guid keyId)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Convert.FromHexString(keys.Of("signing", keyId.ToString()));
    }

    /// <summary>As Standard Webhooks writes secrets.</summary>
    public static string TextOf(AuthorKeyDerivation keys, Guid keyId) => "whsec_" + Convert.ToBase64String(Of(keys, keyId));
}
