/** What one part of a business talks about. */
export interface BusinessPart {
  readonly name: string;
  /** Kebab case, the main one first. */
  readonly nouns: readonly string[];
  /** Fields of its entities and words of its functions. */
  readonly terms: readonly string[];
}

/** One line for each part of a business: `name: nouns | terms`. */
const businesses: Readonly<Record<string, string>> = {
  shop: `
    catalog: product category brand product-variant attribute | sku price weight title slug colour
    ordering: order order-line cart checkout-session | total quantity placedAt discount currency
    warehouse: stock-level stock-movement bin supplier replenishment | onHand reserved threshold batch
    billing: invoice payment refund ledger-entry tax-rate | amount dueDate paidAt vat iban
    shipping: shipment parcel carrier delivery-slot | trackingCode eta zone weight address
    reviews: review rating review-vote moderation-case | stars comment helpful flagged
    accounts: user address session wishlist | email passwordHash locale lastLogin
    promotions: coupon campaign gift-card loyalty-tier | percent validUntil budget points`,
  clinic: `
    patients: patient allergy emergency-contact consent | birthDate bloodType gender insuranceNumber
    scheduling: appointment time-slot waiting-list room | startsAt duration status reminder
    records: encounter diagnosis vital-sign clinical-note | icdCode severity observedAt text
    prescriptions: prescription medication dosage interaction | dose frequency strength refill
    laboratory: lab-order specimen test-result panel | collectedAt value unit abnormal
    claims: claim policy remittance copay | billedAmount approvedAmount payer denial
    staff: practitioner shift specialty credential | licence rank hiredAt department
    referrals: referral specialist-letter external-provider | urgency reason acceptedAt`,
  logistics: `
    fleet: vehicle maintenance-visit fuel-log inspection | plate mileage capacity vin
    routing: trip stop waypoint distance-matrix | sequence latitude longitude plannedAt
    drivers: driver licence work-hours incident | shiftStart restMinutes grade points
    freight: consignment pallet freight-class manifest | volume grossWeight hazmat seal
    customs: declaration tariff-code duty broker | origin hsCode declaredValue clearedAt
    depots: depot dock yard-slot gate-entry | capacity opensAt lane queue
    quotes: quote rate-card surcharge contract | basePrice validFrom margin currency
    tracking: position-report geofence eta-estimate alert | speed heading accuracy radius`,
  school: `
    admissions: applicant application interview offer | score submittedAt decision deadline
    courses: course module syllabus prerequisite | credits title level language
    enrolment: enrolment semester section waitlist-entry | seat grade startedOn droppedOn
    grading: assignment submission grade rubric | points feedback late weight
    library: book loan reservation fine | isbn dueBack copies shelf
    timetable: lesson classroom period substitution | weekday beginsAt capacity floor
    tuition: tuition-fee instalment scholarship receipt | amount paidOn balance waiver
    alumni: alumnus donation reunion mentorship | graduationYear employer pledged`,
  bank: `
    customers: customer identity-document risk-profile beneficiary | taxId verifiedAt segment nationality
    deposits: account balance standing-order statement | iban overdraft interest openedOn
    cards: card card-limit dispute authorization | pan expiry cvvHash merchant
    lending: loan repayment collateral credit-score | principal rate term arrears
    transfers: transfer payee transfer-batch exchange-rate | amount valueDate reference fee
    fraud: fraud-case screening-rule watchlist device | score matched blockedAt fingerprint
    treasury: position hedge counterparty settlement | notional maturity exposure
    branches: branch teller cash-drawer queue-ticket | city opensAt denomination`,
  hotel: `
    rooms: room room-type amenity floor-plan | beds view number occupancy
    bookings: booking guest stay-night booking-source | arrival departure adults cancelled
    housekeeping: cleaning-task linen inspection-report lost-item | priority finishedAt stain found
    restaurant: menu-item dining-table dining-order kitchen-ticket | course allergen seats served
    spa: treatment therapist spa-slot package | minutes oil gift
    pricing: season-rate yield-rule rate-plan blackout-date | nightly minimumStay markup
    events: banquet hall event-quote equipment-rental | headcount catering projector
    maintenance: work-order asset technician spare-part | fault repairedAt serial downtime`,
  media: `
    articles: article draft byline correction | headline body publishedAt wordCount
    subscriptions: subscription plan entitlement trial | renewsOn monthly seats cancelled
    newsroom: assignment desk editor-note embargo | deadline beat urgent
    comments: comment thread report-flag ban | upvotes hidden parent author
    video: clip stream transcode-job caption | bitrate duration codec resolution
    advertising: ad-campaign placement impression advertiser | cpm clicks budget creative
    newsletters: newsletter edition recipient-list bounce | subjectLine sentAt openRate
    archive: archive-item taxonomy rights-holder scan | issueDate keyword licence`,
  utilities: `
    metering: meter meter-reading tariff-register anomaly | kwh readAt multiplier phase
    connections: connection-point service-address switch-request | voltage fuse activeFrom
    contracts: supply-contract price-plan renewal notice | termMonths unitPrice signedAt
    outages: outage crew restoration-step affected-area | startedAt cause restoredAt
    invoicing: bill bill-line dunning-letter payment-plan | period amountDue reminderFee
    field-service: site-visit work-package tool-kit safety-check | scheduledFor technician notes
    forecasting: load-forecast weather-feed model-run deviation | horizon megawatt temperature
    complaints: complaint ombudsman-case compensation follow-up | channel escalated resolvedAt`,
};

/** The parts of each line of business. */
export const industries: readonly (readonly BusinessPart[])[] = Object.values(businesses).map((text) =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', nouns = '', terms = ''] = line.trim().split(/:|\|/);
      return { name, nouns: nouns.trim().split(' '), terms: terms.trim().split(' ') };
    }),
);

/** What people do to anything. */
export const verbs =
  'approve cancel archive assign confirm close reopen schedule verify notify merge recalculate expire publish reject reprice'.split(
    ' ',
  );

/** What a step of a process is called. */
export const processes =
  'intake fulfilment onboarding renewal reconciliation settlement handover escalation cleanup review closing sync'.split(
    ' ',
  );
