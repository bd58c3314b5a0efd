using System.Diagnostics;
using System.Runtime.Versioning;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>The scripts on machines that are not Debian: only the programs that a test names can be found.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moderation-");

    [Fact]
    public async Task Without_Debian_and_without_NET_a_start_names_docker_compose()
    {
        string?[] missing = ["apt-get", "dotnet", "chromium-headless-shell"];
        Link(Directory.GetFiles("/usr/bin").Select(Path.GetFileName).Except(missing).ToArray()!);
        Write("docker", "exit 0");

        var (code, output) = await RunAsync(Path.Combine(Parts.ProjectRoot, "infra/test.sh"), "--up");

        Assert.Equal(1, code);
        Assert.Contains("infra/compose-env.sh && docker compose up --build", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".NET SDK", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secrets_of_compose_need_no_program_that_macOS_lacks_and_stay_what_they_are()
    {
        Link("bash", "cat", "head", "od", "tr");
        // Older ones of macOS know no option that GNU's have.
        Write("base64", "(( $# == 0 )) && exec /usr/bin/base64");
        var copy = Path.Combine(_folder.FullName, "tree", "infra");
        Directory.CreateDirectory(Path.Combine(copy, "lib"));
        foreach (var script in (string[])["compose-env.sh", "lib/say.sh", "lib/secrets.sh"])
            File.Copy(Path.Combine(Parts.ProjectRoot, "infra", script), Path.Combine(copy, script));
        var env = Path.Combine(_folder.FullName, "tree", ".env");

        var (code, output) = await RunAsync(Path.Combine(copy, "compose-env.sh"));
        var secrets = await File.ReadAllLinesAsync(env, TestContext.Current.CancellationToken);
        await RunAsync(Path.Combine(copy, "compose-env.sh"));

        Assert.True(code == 0, output);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(env));
        Assert.Equal(33, secrets.Length);
        Assert.All(secrets, secret => Assert.Matches("^[A-Z_]+='[A-Za-z0-9_+/=-]{20,}'$", secret));
        Assert.Equal(secrets, await File.ReadAllLinesAsync(env, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Programs => Directory.CreateDirectory(Path.Combine(_folder.FullName, "bin")).FullName;

    private void Link(params string[] names)
    {
        foreach (var name in names)
            File.CreateSymbolicLink(Path.Combine(Programs, name), Path.Combine("/usr/bin", name));
    }

    private void Write(string name, string script)
    {
        var path = Path.Combine(Programs, name);
        File.Delete(path);
        File.WriteAllText(path, $"#!/bin/bash\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<(int Code, string Output)> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = Programs, ["MODERATION_RUN_DIR"] = Path.Combine(_folder.FullName, "run") },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + error);
    }
}
