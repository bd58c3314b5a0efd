using System.Diagnostics;

namespace Moderation.Testing;

/// <summary>A service's executable, run as an operator runs a verb of it.</summary>
public static class Executable
{
    /// <summary>Asks for help and for verbs that do not exist, with nothing configured.</summary>
    /// <typeparam name="TService">A type of the service.</typeparam>
    /// <returns>What was not answered with the verbs that exist, or started a server.</returns>
    public static async Task<IReadOnlyList<string>> MisunderstandsAsync<TService>()
    {
        List<string> wrong = [];
        foreach (var (args, expected) in new[] { ("--help", 0), ("-h", 0), ("khong-co-lenh", 1), ("--hlep", 1) })
        {
            var (code, said) = await RunAsync<TService>([], args);
            if (code != expected || !said.Contains("Usage:", StringComparison.Ordinal))
                wrong.Add($"{args}: exit code {code}, {said}");
        }
        return wrong;
    }

    /// <summary>Runs a verb to its end.</summary>
    /// <typeparam name="TService">A type of the service.</typeparam>
    /// <param name="settings">Of the service, by environment variable.</param>
    /// <param name="args">The verb and what follows it.</param>
    public static async Task<(int Code, string Said)> RunAsync<TService>(
        IEnumerable<KeyValuePair<string, string>> settings,
        params string[] args
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var start = new ProcessStartInfo("dotnet", [typeof(TService).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }
}
