using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

/// <summary>A second person.</summary>
internal static class Colleague
{
    /// <summary>Adds one by the administrator's API, who then follows the link.</summary>
    public static async Task<(string Name, string Password)> AddAsync(
        RunningSystem system,
        string role = "moderator",
        params string[] sections
    )
    {
        var (name, password) = New();
        using var client = system.Client();
        using var added = await client.PostAsJsonAsync(
            "api/people",
            new
            {
                name,
                role,
                sections,
            }
        );
        added.EnsureSuccessStatusCode();
        var person = await added.Content.ReadFromJsonAsync<JsonElement>();
        var token = person.GetProperty("invitation").GetProperty("token").GetString();
        using var set = await client.PostAsJsonAsync("api/invitation", new { token, password });
        set.EnsureSuccessStatusCode();
        return (name, password);
    }

    /// <summary>Adds one on the command line, as a newsroom adds the first.</summary>
    /// <param name="options">Of the command line, such as <c>--role</c>.</param>
    public static async Task<(string Name, string Password)> AddByCommandAsync(params string[] options)
    {
        var (name, password) = New();
        using var process = Process.Start(
            new ProcessStartInfo(
                Path.Combine(Parts.ProjectRoot, "infra", "run.sh"),
                ["--exec", "moderator", "add-moderator", name, .. options]
            )
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardError = true,
                Environment = { ["MODERATION_RUN_DIR"] = Path.GetDirectoryName(RunningSystem.Logs) },
            }
        )!;
        await process.StandardInput.WriteLineAsync(password);
        process.StandardInput.Close();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (name, password) : throw new InvalidOperationException($"add-moderator failed:\n{error}");
    }

    private static (string Name, string Password) New() =>
        ($"Biên tập {Guid.CreateVersion7().ToString("n")[^6..]}", Guid.CreateVersion7().ToString());
}
