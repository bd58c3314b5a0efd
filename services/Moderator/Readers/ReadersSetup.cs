using Moderation.Contracts;
using Moderation.Moderator.Readers;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

/// <summary>What readers do with comments that they have sent.</summary>
public static class ReadersSetup
{
    public static WebApplicationBuilder AddReaders(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AppealStore>();
        builder.AddOptions<ReportOptions>("Reports");
        builder.Services.AddSingleton<ReportStore>();
        builder.AddRetention<ReportRetention>();
        builder.AddOptions<RetentionOptions>("Retention");
        builder.AddRetention<AddressRetention>();
        builder.AddRetention<PersonalDataRetention>();
        builder.Services.AddSingleton<WithdrawalStore>();
        builder.Services.AddSingleton<ErasureStore>();
        builder.Services.AddSingleton(services => new GroupCommit<CommentWithdrawn>(
            services.GetRequiredService<WithdrawalStore>().WithdrawAsync
        ));
        return builder;
    }
}
