namespace Moderation.Intake.Tracking;

/// <summary>Readers take their comments back.</summary>
public static class WithdrawalApi
{
    public static void MapWithdrawal(this IEndpointRouteBuilder app) =>
        FinalAct.Map<WithdrawalPage, WithdrawalStore>(
            app,
            "withdraw",
            submission => submission.Status == SubmissionStatus.Withdrawn,
            (withdrawals, token) => withdrawals.WithdrawAsync(token)
        );
}
