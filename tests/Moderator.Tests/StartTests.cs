using System.Diagnostics;
using System.Globalization;
using Moderation.Testing;
using Npgsql;

namespace Moderation.Moderator.Tests;

public class StartTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_wrong_password_of_the_database_ends_the_start_with_a_sentence()
    {
        var wrong = new NpgsqlConnectionStringBuilder(moderator.Database.ConnectionString) { Password = "nhầm" };
        await EndsAsync(
            wrong.ConnectionString,
            moderator.Broker.UriOf("moderator"),
            "PostgreSQL refuses ConnectionStrings:Database"
        );
    }

    [Fact]
    public async Task A_database_that_does_not_exist_ends_the_start_with_a_sentence()
    {
        var wrong = new NpgsqlConnectionStringBuilder(moderator.Database.ConnectionString) { Database = "khong-co" };
        await EndsAsync(
            wrong.ConnectionString,
            moderator.Broker.UriOf("moderator"),
            "PostgreSQL refuses ConnectionStrings:Database"
        );
    }

    [Theory]
    [InlineData("sai", "")]
    [InlineData(null, "khong-co")]
    public async Task A_broker_that_refuses_password_or_virtual_host_ends_the_start_with_a_sentence(string? password, string path)
    {
        var wrong = new UriBuilder(moderator.Broker.UriOf("moderator"));
        if (password is not null)
            wrong.Password = password;
        else
            wrong.Path = path;
        await EndsAsync(moderator.Database.ConnectionString, wrong.Uri, "RabbitMQ refuses ConnectionStrings:RabbitMq");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_that_waits_for_its_parts_ends_well_when_it_is_told_to(bool withDatabase)
    {
        var away = ModeratorProcess.FreePort();
        using var process = ModeratorProcess.Start(
            withDatabase
                ? moderator.Database.ConnectionString
                : new NpgsqlConnectionStringBuilder(moderator.Database.ConnectionString) { Port = away }.ConnectionString,
            new UriBuilder(moderator.Broker.UriOf("moderator")) { Port = away }.Uri,
            "Development",
            "http://127.0.0.1:0"
        );
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.Contains("does not answer yet", StringComparison.Ordinal))
                continue;
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            break;
        }

        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await EndedAsync(process);
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task EndedAsync(Process process)
    {
        try
        {
            await process
                .WaitForExitAsync(TestContext.Current.CancellationToken)
                .WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task EndsAsync(string database, Uri broker, string sentence)
    {
        using var process = ModeratorProcess.Start(database, broker, "Development", "http://127.0.0.1:0");
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await EndedAsync(process);
        Assert.StartsWith(sentence, await error, StringComparison.Ordinal);
        Assert.Contains("then start again.", await error, StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
    }
}
