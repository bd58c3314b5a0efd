using System.Collections.Concurrent;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Testing;
using Npgsql;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>Two PostgreSQL, of which one follows the other synchronously, as <c>infra</c> starts them.</summary>
public sealed class StandbyTests : IAsyncLifetime
{
    private const string StartBoth = """
        source infra/lib/load.sh
        open_run_dir "$MODERATION_RUN_DIR"
        take_turn
        need_packages run
        REDUNDANT=yes
        load_instance
        make_secrets "$RUN_DIR/secrets.env"
        open_data_dir
        make_certificates
        for part in postgres postgres-2; do
          launch_part "$part"
          await_postgres "$part"
        done
        printf '\nHost=%s;SSL Mode=VerifyFull;Root Certificate=%s' "$(postgres_hosts)" "$DATA_DIR/tls/ca.crt"
        """;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly string Folder = Path.Combine(Parts.ProjectRoot, ".run", "standby");

    private string _hosts = "";

    public async ValueTask InitializeAsync()
    {
        await DisposeAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        var (code, said) = await Script.RunAsync("bash", Folder, "-euo", "pipefail", "-c", StartBoth);
        Assert.True(code == 0, said);
        _hosts = said.Split('\n').Single(line => line.StartsWith("Host=", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync() => await Script.RunAsync("infra/stop.sh", Folder);

    [Fact]
    public async Task A_primary_that_dies_loses_nothing_that_it_confirmed_and_the_promoted_standby_is_found()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:Database"] =
            $"{_hosts};Database=postgres;Username=postgres;"
            + $"Password={Script.ValueOf(Path.Combine(Folder, "secrets.env"), "POSTGRES_PASSWORD")}";
        builder.AddServiceDefaults("bare");
        builder.AddDatabase<TestDatabase>();
        await using var app = builder.Build();
        var database = app.Services.GetRequiredService<NpgsqlDataSource>();
        await using (var connection = await database.OpenConnectionAsync(Cancel))
            await connection.ExecuteAsync("CREATE TABLE confirmed (id int PRIMARY KEY)");

        var confirmed = new ConcurrentQueue<int>();
        using var enough = new CancellationTokenSource();
        var writing = WriteAsync(database, confirmed, enough.Token);
        await Eventually.IsTrueAsync("rows are written", () => Task.FromResult(confirmed.Count > 20));
        await ChangeAsync("--kill-part", "postgres");
        var before = confirmed.Count;
        await ChangeAsync("--promote", "postgres-2");
        await Eventually.IsTrueAsync("rows are written again", () => Task.FromResult(confirmed.Count > before + 20));
        await enough.CancelAsync();
        await writing;

        await using var now = await database.OpenConnectionAsync(Cancel);
        Assert.Empty(confirmed.Except(await now.QueryAsync<int>("SELECT id FROM confirmed")));
    }

    private static async Task WriteAsync(NpgsqlDataSource database, ConcurrentQueue<int> confirmed, CancellationToken enough)
    {
        var retries = Resilience.OverTheDatabasesRestart(database, attempts: 100);
        for (var id = 0; !enough.IsCancellationRequested; id++)
        {
            await retries.ExecuteAsync(
                async token =>
                {
                    await using var connection = await database.OpenConnectionAsync(token);
                    await connection.ExecuteAsync("INSERT INTO confirmed VALUES (@id) ON CONFLICT DO NOTHING", new { id });
                },
                Cancel
            );
            confirmed.Enqueue(id);
        }
    }

    private static async Task ChangeAsync(string verb, string part)
    {
        var (code, said) = await Script.RunAsync("infra/run.sh", Folder, "--no-build", verb, part);
        Assert.True(code == 0, said);
    }
}
