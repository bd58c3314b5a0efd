using Dapper;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>How somebody who has lost a password or a second factor gets in again, as administrators help them.</summary>
public sealed class ResetStore(NpgsqlDataSource database)
{
    /// <summary>A new link for somebody. The old password, the sessions and an older link end with it.</summary>
    internal async Task<PeopleResult> ResetPasswordAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await PersonRow.RefusalAsync(transaction, id, actor) is { } refusal)
            return refusal;
        await connection.ExecuteAsync(
            "UPDATE moderators SET password_hash = NULL, security_stamp = @Stamp WHERE id = @id AND status = 'active'",
            new { id, Stamp = Passwords.NewStamp() },
            transaction
        );
        var person = (await PersonRow.FindAsync(transaction, id))!;
        if (person.Status == PersonStatus.Disabled)
            return new PeopleResult.Disabled();
        await AccountLog.AddAsync(transaction, id, actor.Id, AccountChangeKind.LinkMade);
        var invitation = await InvitationStore.AddAsync(transaction, id);
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person with { InvitedUntil = invitation.Until }, invitation);
    }

    /// <summary>
    /// For somebody who has lost the app and the recovery codes: the password alone signs them in. Their sessions end.
    /// </summary>
    internal async Task<PeopleResult> ResetSecondFactorAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await PersonRow.RefusalAsync(transaction, id, actor) is { } refusal)
            return refusal;
        await SecondFactorStore.RemoveAllAsync(transaction, id);
        await connection.ExecuteAsync(
            "UPDATE moderators SET security_stamp = @Stamp WHERE id = @id",
            new { id, Stamp = Passwords.NewStamp() },
            transaction
        );
        await AccountLog.AddAsync(transaction, id, actor.Id, AccountChangeKind.SecondFactorReset);
        var person = (await PersonRow.FindAsync(transaction, id))!;
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person);
    }
}
