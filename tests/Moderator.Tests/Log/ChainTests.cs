using Moderation.Moderator.Log;
using Moderation.Testing;
using Npgsql;

namespace Moderation.Moderator.Tests.Log;

/// <summary>S27: whatever is done to the log afterwards is found (I5).</summary>
public sealed class ChainTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task S27_An_untouched_chain_holds_and_the_unsealed_tail_is_told()
    {
        await using var log = await DecisionDatabase.CreateAsync();
        await log.DecideAsync(2_500);

        var before = await log.VerifyAsync();
        var count = await log.SealAsync();
        await log.DecideAsync(3);
        var after = await log.VerifyAsync();

        Assert.Equal((0, 2_500, null), (before.Newest.Position, before.Unsealed, before.Break));
        Assert.Equal((2_500, 2_500, 3, null), (count, after.Newest.Position, after.Unsealed, after.Break));
        Assert.NotNull(after.UnsealedSince);
    }

    [Theory]
    [InlineData("outcome = 'approve'")]
    [InlineData("rule = 'nothing-found'")]
    [InlineData("moderator_id = gen_random_uuid(), rule = NULL")]
    [InlineData("outcome = 'undo', undoes = gen_random_uuid()")]
    [InlineData("reason = 'spam'")]
    [InlineData("decided_at = decided_at - interval '1 microsecond'")]
    [InlineData("comment_id = gen_random_uuid()")]
    [InlineData("revision = 2")]
    [InlineData("version = 2")]
    [InlineData("model = NULL")]
    [InlineData("policy_version = 'another'")]
    [InlineData("findings = '[{}]'")]
    [InlineData("advice = 'approve'")]
    [InlineData("origin = 'pending'")]
    [InlineData("note_digest = sha256('')")]
    [InlineData("outcome = 'approve', edit_digest = sha256('')")]
    public async Task S27_A_changed_decision_is_found(string change)
    {
        await using var log = await DecisionDatabase.CreateAsync();
        var ids = await log.DecideAsync(3, ", policy_version, findings", ", 'v1', '[]'::jsonb");
        await log.SealAsync();

        await log.TamperAsync($"UPDATE decisions SET {change} WHERE id = @Id", new { Id = ids[1] });

        var report = await log.VerifyAsync();
        Assert.Equal($"Position 2: decision {ids[1]} was changed, or its seal was.", report.Break);
        Assert.Equal(1, report.Newest.Position);
    }

    [Theory]
    [InlineData("DELETE FROM decisions WHERE id = @Id", "Position 2: decision * was removed.")]
    [InlineData(
        "WITH gone AS (DELETE FROM decision_seals WHERE decision_id = @Id) DELETE FROM decisions WHERE id = @Id",
        "Position 2: the seal was removed."
    )]
    [InlineData("DELETE FROM decision_seals WHERE decision_id = @Id", "Position 2: the seal was removed.")]
    public async Task S27_A_removed_decision_is_found(string removal, string says)
    {
        await using var log = await DecisionDatabase.CreateAsync();
        var ids = await log.DecideAsync(3);
        await log.SealAsync();

        await log.TamperAsync(removal, new { Id = ids[1] });

        Assert.Equal(says.Replace("*", ids[1].ToString(), StringComparison.Ordinal), (await log.VerifyAsync()).Break);
    }

    [Fact]
    public async Task S27_Reordered_decisions_are_found()
    {
        await using var log = await DecisionDatabase.CreateAsync();
        await log.DecideAsync(4);
        await log.SealAsync();

        await log.TamperAsync("UPDATE decision_seals SET position = position + 10 WHERE position IN (2, 3)", new { });
        await log.TamperAsync("UPDATE decision_seals SET position = 15 - position WHERE position IN (12, 13)", new { });

        Assert.StartsWith("Position 2: the seal of decision", (await log.VerifyAsync()).Break, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S27_A_decision_that_was_slipped_in_is_found()
    {
        await using var log = await DecisionDatabase.CreateAsync();
        var ids = await log.DecideAsync(2);
        await log.SealAsync();

        await log.TamperAsync(
            """
            INSERT INTO decisions (id, comment_id, revision, version, outcome, rule, origin, decided_at)
            SELECT gen_random_uuid(), comment_id, 1, 2, 'approve', 'nothing-found', 'pending', decided_at FROM decisions
                WHERE id = @Id
            """,
            new { Id = ids[0] }
        );

        Assert.Contains("was slipped in", (await log.VerifyAsync()).Break, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S27_An_end_that_was_cut_off_and_a_chain_that_was_made_anew_are_found_by_a_seal_noted_before()
    {
        await using var log = await DecisionDatabase.CreateAsync();
        var ids = await log.DecideAsync(3);
        await log.SealAsync();
        var noted = Seal.Parse((await log.VerifyAsync()).Newest.ToString());

        await log.TamperAsync(
            "WITH gone AS (DELETE FROM decision_seals WHERE decision_id = @Id) DELETE FROM decisions WHERE id = @Id",
            new { Id = ids[2] }
        );
        var (blind, seeing) = (await log.VerifyAsync(), await log.VerifyAsync(noted));
        await log.DecideAsync(1);
        await log.SealAsync();
        var anew = await log.VerifyAsync(noted);

        Assert.Null(blind.Break);
        Assert.Equal("The chain ends at position 2; the seal noted for position 3 was removed.", seeing.Break);
        Assert.Equal("Position 3: another seal was noted for it; the chain was made anew.", anew.Break);
    }

    [Fact]
    public async Task S27_Erasing_a_note_is_no_break_and_changing_it_is()
    {
        await using var log = await DecisionDatabase.CreateBeforeAsync("0005");
        var ids = await log.DecideAsync(2, ", note", ", 'Gọi cho ' || id");
        await log.MigrateFromAsync("0005");
        await log.SealAsync();

        var intact = await log.VerifyAsync();
        await log.TamperAsync("DELETE FROM decision_notes WHERE decision_id = @Id", new { Id = ids[0] });
        var erased = await log.VerifyAsync();
        await log.TamperAsync("UPDATE decision_notes SET note = 'Không gọi' WHERE decision_id = @Id", new { Id = ids[1] });
        var changed = await log.VerifyAsync();

        Assert.Equal((null, null), (intact.Break, erased.Break));
        Assert.Equal($"Position 2: the note of decision {ids[1]} was changed.", changed.Break);
    }

    [Theory]
    [InlineData("title = 'Tựa khác'")]
    [InlineData("content = 'Lời khác'")]
    [InlineData("title = title || content, content = ''")]
    public async Task S27_Erasing_an_edited_text_is_no_break_and_changing_it_is(string change)
    {
        await using var log = await DecisionDatabase.CreateAsync();
        var ids = await log.EditAsync(2, "Tựa", "Lời");
        await log.SealAsync();

        var intact = await log.VerifyAsync();
        await log.TamperAsync("DELETE FROM decision_edits WHERE decision_id = @Id", new { Id = ids[0] });
        var erased = await log.VerifyAsync();
        await log.TamperAsync($"UPDATE decision_edits SET {change} WHERE decision_id = @Id", new { Id = ids[1] });
        var changed = await log.VerifyAsync();

        Assert.Equal((null, null), (intact.Break, erased.Break));
        Assert.Equal($"Position 2: the edited text of decision {ids[1]} was changed.", changed.Break);
    }

    [Fact]
    public async Task S27_An_edited_text_that_was_slipped_in_is_found()
    {
        await using var log = await DecisionDatabase.CreateAsync();
        var ids = await log.DecideAsync(1);
        await log.SealAsync();

        await log.TamperAsync(
            "INSERT INTO decision_edits (decision_id, salt, title, content) "
                + "VALUES (@Id, decode(repeat('00', 16), 'hex'), 'Tựa', 'Lời')",
            new { Id = ids[0] }
        );

        Assert.Equal($"Position 1: the edited text of decision {ids[0]} was changed.", (await log.VerifyAsync()).Break);
    }

    [Fact]
    public async Task Seals_from_before_there_were_edits_hold()
    {
        await using var log = await DecisionDatabase.CreateBeforeAsync("0007");
        await log.DecideAsync(3);
        await log.SealAsBeforeAsync();

        await log.MigrateFromAsync("0007");

        Assert.Equal((3, null), ((await log.VerifyAsync()).Newest.Position, (await log.VerifyAsync()).Break));
    }

    [Fact]
    public async Task Changes_of_accounts_are_sealed_in_the_order_of_time_with_decisions()
    {
        await using var log = await DecisionDatabase.CreateAsync();
        await log.DecideAsync(2);
        var change = await log.ChangeAccountAsync();
        await log.DecideAsync(1);

        var before = await log.VerifyAsync();
        await log.SealAsync();
        var after = await log.VerifyAsync();

        Assert.Equal((4, 0, 4, null), (before.Unsealed, after.Unsealed, after.Newest.Position, after.Break));
        Assert.Equal(3, await log.ReadAsync<long>($"SELECT position FROM decision_seals WHERE account_change_id = '{change}'"));
    }

    [Theory]
    [InlineData("UPDATE account_changes SET role = 'moderator' WHERE id = @Id", "was changed, or its seal was.")]
    [InlineData("UPDATE account_changes SET by_id = moderator_id WHERE id = @Id", "was changed, or its seal was.")]
    [InlineData("UPDATE account_changes SET sections = NULL WHERE id = @Id", "was changed, or its seal was.")]
    [InlineData(
        "UPDATE account_changes SET changed_at = changed_at - interval '1 day' WHERE id = @Id",
        "was changed, or its seal was."
    )]
    [InlineData("DELETE FROM account_changes WHERE id = @Id", "was removed.")]
    public async Task S27_A_change_of_an_account_that_was_tampered_with_is_found(string tampering, string says)
    {
        await using var log = await DecisionDatabase.CreateAsync();
        await log.DecideAsync(1);
        var change = await log.ChangeAccountAsync();
        await log.SealAsync();

        await log.TamperAsync(tampering, new { Id = change });

        Assert.Equal($"Position 2: account change {change} {says}", (await log.VerifyAsync()).Break);
    }

    [Fact]
    public async Task S27_A_change_of_an_account_that_was_slipped_in_is_found_and_none_is_changed_in_passing()
    {
        await using var log = await DecisionDatabase.CreateAsync();
        var change = await log.ChangeAccountAsync();
        await log.SealAsync();

        string[] changes =
        [
            "UPDATE account_changes SET role = NULL",
            "DELETE FROM account_changes",
            "TRUNCATE account_changes CASCADE",
        ];
        foreach (var sql in changes)
            Assert.Contains(
                "append-only",
                (await Assert.ThrowsAsync<PostgresException>(() => log.ReadAsync<int>(sql))).MessageText,
                StringComparison.Ordinal
            );
        await log.TamperAsync(
            "INSERT INTO account_changes SELECT gen_random_uuid(), moderator_id, by_id, kind, role, sections, former_role, "
                + "former_sections, changed_at FROM account_changes WHERE id = @Id",
            new { Id = change }
        );

        Assert.Contains("was slipped in", (await log.VerifyAsync()).Break, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_from_before_the_chain_are_kept()
    {
        await using var log = await DecisionDatabase.CreateBeforeAsync("0005");
        var ids = await log.DecideAsync(1, ", note", ", 'Hỏi ban thư ký'");

        await log.MigrateFromAsync("0005");

        Assert.Equal(
            $"{ids[0]} Hỏi ban thư ký",
            await log.ReadAsync<string>(
                "SELECT decision_id || ' ' || note FROM decision_notes JOIN decisions d ON d.id = decision_id "
                    + "WHERE note_digest = sha256(salt || convert_to(note, 'UTF8'))"
            )
        );
    }

    [Fact]
    public async Task The_verb_exits_with_1_on_a_break_alone()
    {
        await using var log = await DecisionDatabase.CreateAsync();
        var ids = await log.DecideAsync(2);
        await log.SealAsync();

        var (good, saidGood) = await RunAsync(log, "verify-log");
        await log.TamperAsync("UPDATE decisions SET outcome = 'approve' WHERE id = @Id", new { Id = ids[0] });
        var (bad, saidBad) = await RunAsync(log, "verify-log");
        var (unknown, _) = await RunAsync(log, "verify-log", "--noted", "2:xyz");

        Assert.Equal((0, 1, 1), (good, bad, unknown));
        Assert.Contains("The chain holds: 2 entries are sealed and unchanged.", saidGood, StringComparison.Ordinal);
        Assert.Contains($"The chain is broken. Position 1: decision {ids[0]} was changed", saidBad, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_of_the_running_service_are_sealed_within_seconds()
    {
        using var client = await moderator.SignedInAsync("Người được niêm phong");
        var id = await moderator.QueueAsync();
        using var response = await client.DecideAsync(id, "hold", note: "Chờ xác minh");
        var decision = await response.DecisionIdAsync();

        await Eventually.IsTrueAsync("it is sealed", () =>
            moderator.ReadAsync<bool>(
                "SELECT EXISTS (SELECT FROM decision_seals WHERE decision_id = @decision) "
                    + "AND NOT EXISTS (SELECT FROM unsealed_decisions WHERE decision_id = @decision)",
                new { decision }
            )
        );
    }

    private Task<(int Code, string Said)> RunAsync(DecisionDatabase log, params string[] args) =>
        ModeratorProcess.RunAsync(log.ConnectionString, moderator.Broker.UriOf("moderator"), "", args);
}
