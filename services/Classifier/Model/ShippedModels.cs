namespace Moderation.Classifier.Model;

/// <summary>
/// The SHA-256 of the models beside the binary, from <c>Models/SHA256SUMS</c>, which is built into it: whoever changes a model's
/// file cannot change what is expected of it.
/// </summary>
internal static class ShippedModels
{
    private static readonly Lazy<Dictionary<string, string>> Digests = new(Read);

    /// <param name="path">A file of one of them; its name is looked up.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Sha256Of(string path) => Digests.Value[Path.GetFileName(path)];

    /// <summary>A line has a digest, two spaces and a name, as <c>sha256sum</c> writes and checks them.</summary>
    private static Dictionary<string, string> Read()
    {
        using var resource = typeof(ShippedModels).Assembly.GetManifestResourceStream("SHA256SUMS")!;
        using var reader = new StreamReader(resource);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("  "))
            .ToDictionary(line => line[1], line => line[0], StringComparer.Ordinal);
    }
}
