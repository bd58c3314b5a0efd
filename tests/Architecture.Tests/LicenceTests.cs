using System.Text.Json;
using System.Xml.Linq;

namespace Moderation.Architecture.Tests;

/// <summary>Under which licences the packages are that come with the locks, by what they say themselves.</summary>
public class LicenceTests
{
    private static readonly string[] Allowed =
    [
        "0BSD",
        "Apache-2.0",
        "Apache-2.0 OR MPL-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "MIT",
        "PostgreSQL",
    ];

    /// <summary>In tests alone, whose packages are given to nobody.</summary>
    private static readonly string[] AllowedInTests = [.. Allowed, "CC0-1.0", "MPL-2.0", "Microsoft .NET Library"];

    /// <summary>Of packages that name but an address, what stands there.</summary>
    private static readonly Dictionary<string, string> ByAddress = new(StringComparer.Ordinal)
    {
        ["https://raw.githubusercontent.com/HdrHistogram/HdrHistogram.NET/master/LICENSE.txt"] = "CC0-1.0",
        ["http://go.microsoft.com/fwlink/?LinkId=329770"] = "Microsoft .NET Library",
    };

    private static string Cache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [Theory]
    [InlineData("services")]
    [InlineData("tests")]
    public void No_package_comes_under_a_licence_that_nobody_has_agreed_to(string folder)
    {
        var allowed = folder == "tests" ? AllowedInTests : Allowed;
        var packages = Packages(folder);
        Assert.True(packages.Count > 40, $"only {packages.Count} packages were found");
        var licences = packages.Select(package => (package, Licence: LicenceOf(package)));
        Assert.DoesNotContain(licences, said => !allowed.Contains(said.Licence));
    }

    /// <summary>Every package of the locks below a folder, as <c>id/version</c>.</summary>
    private static HashSet<string> Packages(string folder)
    {
        var packages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Tree.Files(".json"))
        {
            if (!path.StartsWith(folder + "/", StringComparison.Ordinal) || Path.GetFileName(path) != "packages.lock.json")
                continue;
            using var file = JsonDocument.Parse(Tree.Read(path));
            foreach (var package in file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(Members))
            {
                if (package.Value.TryGetProperty("resolved", out var version))
                    packages.Add($"{package.Name}/{version.GetString()}".ToLowerInvariant());
            }
        }
        return packages;

        static IEnumerable<JsonProperty> Members(JsonProperty framework) => framework.Value.EnumerateObject();
    }

    private static string LicenceOf(string package)
    {
        var folder = Path.Combine(Cache, package);
        var path = Path.Combine(folder, package.Split('/')[0] + ".nuspec");
        if (!File.Exists(path))
            return "is not in the cache of packages: run dotnet restore Moderation.sln";
        var metadata = XDocument.Load(path).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string? Said(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        var isFile = metadata.Elements().Any(e => e.Name.LocalName == "license" && (string?)e.Attribute("type") == "file");
        return isFile
            ? ByText(File.ReadAllText(Path.Combine(folder, Said("license")!)))
            : Said("license") ?? ByAddress.GetValueOrDefault(Said("licenseUrl") ?? "", "says nothing that is known");
    }

    private static string ByText(string text) =>
        text.Contains("Permission is hereby granted, free of charge, to any person obtaining a copy", StringComparison.Ordinal)
            ? "MIT"
        : text.Contains("Apache License", StringComparison.Ordinal) ? "Apache-2.0"
        : "is in a file whose text is not known";
}
