using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Moderation.Moderator.Review;
using Moderation.Testing;

namespace Moderation.Moderator.Tests;

/// <summary>The service as a process of its own, on the parts of the tests.</summary>
internal static class ModeratorProcess
{
    public static Process Start(ModeratorFixture moderator, string environment, string url, params string[] args) =>
        Start(moderator.Database.ConnectionString, moderator.Broker.UriOf("moderator"), environment, url, args);

    public static Process Start(string database, Uri broker, string environment, string url, params string[] args) =>
        Process.Start(Info(database, broker, environment, url, args))!;

    private static ProcessStartInfo Info(string database, Uri broker, string environment, string url, params string[] args)
    {
        var info = new ProcessStartInfo("dotnet", [typeof(RecordSubmissionConsumer).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = environment,
                ["ASPNETCORE_URLS"] = url,
                ["ConnectionStrings__Database"] = database,
                ["ConnectionStrings__RabbitMq"] = broker.ToString(),
            },
        };
        foreach (var (key, value) in ModeratorFixture.Settings)
            info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return info;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static Task IsReadyAsync(HttpClient client) =>
        Eventually.IsTrueAsync(
            "the copy is ready",
            async () =>
            {
                try
                {
                    return (await client.GetAsync("/health/ready")).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(90)
        );

    /// <summary>Runs a verb to its end.</summary>
    public static Task<(int Code, string Said)> RunAsync(string database, Uri broker, string input, params string[] args) =>
        RunAsync(database, broker, input, [], args);

    /// <summary>The same with settings, as environment variables.</summary>
    public static async Task<(int Code, string Said)> RunAsync(
        string database,
        Uri broker,
        string input,
        (string Name, string Value)[] settings,
        params string[] args
    )
    {
        var info = Info(database, broker, "Development", "http://127.0.0.1:0", args);
        foreach (var (name, value) in settings)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }
}
