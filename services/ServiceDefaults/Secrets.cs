using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Moderation.ServiceDefaults;

/// <summary>Secrets come from configuration; a service does not start without them, and in Production not with weak ones.</summary>
public static class Secrets
{
    private static readonly string[] SampleWords =
    [
        "guest:guest@",
        "changeme",
        "change-me",
        "password=postgres",
        "example",
        "sample",
    ];

    /// <summary>Reads a key of <paramref name="bytes"/> bytes in base64.</summary>
    /// <exception cref="InvalidOperationException">It is missing, not base64, of another length or, in Production, made of few different bytes.</exception>
    public static byte[] RequireKey(this IConfiguration configuration, IHostEnvironment environment, string name, int bytes = 32)
    {
        var text = configuration.RequireSecret(environment, name);
        var key = new byte[bytes];
        if (!Convert.TryFromBase64String(text, new byte[text.Length], out var written) || written != bytes)
            throw new InvalidOperationException(
                $"{name} must be {bytes} random bytes in base64, such as `head -c {bytes} /dev/urandom | base64` prints."
            );
        Convert.TryFromBase64String(text, key, out _);
        if (environment.IsProduction() && key.Distinct().Count() < bytes / 4)
            throw new InvalidOperationException(
                $"{name} looks like a sample. In Production it must be {bytes} random bytes in base64."
            );
        return key;
    }

    /// <summary>Reads a secret text.</summary>
    /// <exception cref="InvalidOperationException">It is missing or, in Production, a sample.</exception>
    public static string RequireSecret(this IConfiguration configuration, IHostEnvironment environment, string name)
    {
        var text = configuration[name];
        if (string.IsNullOrWhiteSpace(text))
            throw new InvalidOperationException(
                $"{name} is not configured. Set it, for example as the environment variable {name.Replace(":", "__", StringComparison.Ordinal)}."
            );
        if (environment.IsProduction() && SampleWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            throw new InvalidOperationException($"{name} holds a sample value. In Production it must be a secret of your own.");
        return text;
    }
}
