using Dapper;
using Npgsql;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class RoleTests(RunningSystem system)
{
    [Theory]
    [InlineData("intake", "submissions")]
    [InlineData("moderator", "decisions")]
    [InlineData("publisher", "publications")]
    [InlineData("site", "comments")]
    public async Task A_service_reads_and_writes_rows_and_changes_neither_tables_nor_their_guards(string service, string table)
    {
        await using var database = system.Database(service);
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.True(await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}") >= 0);
        string[] changes =
        [
            $"ALTER TABLE {table} DISABLE TRIGGER ALL",
            $"ALTER TABLE {table} ADD COLUMN more text",
            $"TRUNCATE {table} CASCADE",
            $"DROP TABLE {table} CASCADE",
            "CREATE TABLE mine (id integer)",
            "CREATE TEMPORARY TABLE mine (id integer)",
            "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "SET session_replication_role = replica",
            $"SET ROLE {service}_owner",
        ];
        foreach (var change in changes)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(change));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }
}
