namespace Moderation.ServiceDefaults;

/// <summary>Secrets that stand in manuals and on lists.</summary>
internal static class Samples
{
    private static readonly string[] Parts =
    [
        "changeme",
        "change-me",
        "change_me",
        "example",
        "sample",
        "passw0rd",
        "12345678",
        "qwerty",
    ];

    private static readonly string[] Passwords =
    [
        "guest",
        "postgres",
        "password",
        "admin",
        "administrator",
        "rabbitmq",
        "root",
        "secret",
        "test",
    ];

    /// <param name="secret">As it is written; percent signs are read as often as it takes.</param>
    public static bool IsOne(string secret)
    {
        var plain = Decoded(secret);
        if (Parts.Any(part => plain.Contains(part, StringComparison.OrdinalIgnoreCase)))
            return true;
        var login = Login.Of(secret) ?? Login.Of(plain);
        var password = Decoded(login?.Password ?? plain).Trim();
        return Passwords.Contains(password, StringComparer.OrdinalIgnoreCase)
            || (login is { User: { } user } && password.Equals(Decoded(user), StringComparison.OrdinalIgnoreCase));
    }

    private static string Decoded(string text)
    {
        for (var plain = Uri.UnescapeDataString(text); plain != text; plain = Uri.UnescapeDataString(text))
            text = plain;
        return text;
    }
}
